//! Invitations and their answers. The secret that makes an answer believable travels in the link and never here.

pub(crate) mod answer;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod renewal;
pub(crate) mod state;
pub(crate) mod withdraw;

use wire::{Code, invitation::State};

use crate::{clock, error::Failure, store::invitation::Invitation};

/// Whether an invitation still waits for an answer; false where it was answered before, in the same words if `same`.
fn waits(invitation: &Invitation, same: bool) -> Result<bool, Failure> {
    match invitation.state(clock::now()) {
        State::Open => Ok(true),
        State::Answered if same => Ok(false),
        State::Answered => Err(Failure::conflict("somebody else answered")),
        State::Used | State::Withdrawn | State::Expired => Err(ended()),
    }
}

fn ended() -> Failure {
    Failure::new(Code::InvitationEnded, "the invitation has ended")
}
