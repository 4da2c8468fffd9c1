//! Every call: its request, its reply, and the enums that carry them.

use serde::{Deserialize, Serialize};

use crate::{
    access::{Access, GetAccess},
    account::{
        ChangePassword, CheckSetUp, InvitationView, Join, Kit, Kits, Lock, MakeCode, MakeKits,
        OpenInvitation, PasswordRating, Ping, RatePassword, Recover, RehearseKits, RenewAccess,
        ReplaceKeys, ServerState, SessionView, SetUp, SignIn, SignOut, Start,
    },
    change::{Difference, MakeChange, PreviewChange},
    client::{
        Choices, ClientList, ClientView, DiscardDraft, Drafts, Duplicates, EditClient, Editing,
        FindDrafts, FindDuplicates, FoundDraft, GetChoices, GetIndustries, Industries, KeepDraft,
        Kept, ListClients, OpenClient, ReadDraft, Reveal, Revealed, SaveClient, Saved, Sync,
        Synced,
    },
    device::{
        DevicesView, EndSession, GetDevices, GetLocks, GetOpened, GetViews, Locks, LoseDevice,
        OpenedFiles, Unlock, Views,
    },
    explanation::{Explain, Explanations, GetExplanations, TakeNote},
    organisation::{
        AddUnit, Admit, Appoint, ChooseSuite, ConfirmNewcomer, DelegateAdmission, Deputize,
        GetOrganisation, InvitationLink, Invite, Leave, OrganisationView, Reinstate, Renew,
        ReplaceIndexKey, Reseal, Resealed, RotateKeys, WithdrawInvitation,
    },
    qr::{DrawQr, Qr},
    second_factor::{
        ChangeSecondFactor, GetSecondFactor, GiveCode, Offer, OfferSecondFactor, OneTimeCodes,
        RemoveSecondFactor, SecondFactorView,
    },
    settings::{AnswerRelease, ChangeSettings, GetSettings, SettingsView},
};

/// A request with the type of its reply.
pub trait Call: Into<Request> {
    /// What the engine answers.
    type Reply;

    /// Takes the reply out of the enum; `None` if the engine answered something else.
    fn reply(reply: Reply) -> Option<Self::Reply>;
}

macro_rules! calls {
    ($($request:ident => $reply:ident),* $(,)?) => {
        /// Any request.
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each variant is the call of its name")]
        pub enum Request { $($request($request)),* }

        /// Any reply, named by its request.
        #[allow(clippy::large_enum_variant, reason = "one at a time, written to bytes at once")]
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each variant is the reply to the call of its name")]
        pub enum Reply { $($request($reply)),* }

        $(
            impl From<$request> for Request {
                fn from(request: $request) -> Self {
                    Self::$request(request)
                }
            }

            impl Call for $request {
                type Reply = $reply;

                fn reply(reply: Reply) -> Option<$reply> {
                    match reply {
                        Reply::$request(reply) => Some(reply),
                        _ => None,
                    }
                }
            }
        )*
    };
}

calls! {
    Ping => Done,
    Start => ServerState,
    RatePassword => PasswordRating,
    DrawQr => Qr,
    CheckSetUp => Done,
    MakeKits => Kits,
    SetUp => SessionView,
    OpenInvitation => InvitationView,
    Join => Done,
    RenewAccess => Done,
    SignIn => SessionView,
    GiveCode => SessionView,
    Lock => Done,
    SignOut => Done,
    Recover => SessionView,
    RehearseKits => Done,
    ChangePassword => Done,
    ReplaceKeys => Done,
    MakeCode => Kit,
    GetSecondFactor => SecondFactorView,
    OfferSecondFactor => Offer,
    ChangeSecondFactor => OneTimeCodes,
    RemoveSecondFactor => Locks,
    GetDevices => DevicesView,
    EndSession => DevicesView,
    LoseDevice => DevicesView,
    GetOpened => OpenedFiles,
    GetViews => Views,
    GetLocks => Locks,
    Unlock => Locks,
    GetSettings => SettingsView,
    ChangeSettings => SettingsView,
    AnswerRelease => SettingsView,
    Explain => Done,
    GetExplanations => Explanations,
    TakeNote => Explanations,
    GetOrganisation => OrganisationView,
    GetAccess => Access,
    AddUnit => OrganisationView,
    PreviewChange => Difference,
    MakeChange => OrganisationView,
    Invite => InvitationLink,
    Renew => InvitationLink,
    WithdrawInvitation => OrganisationView,
    ConfirmNewcomer => OrganisationView,
    Appoint => OrganisationView,
    Admit => OrganisationView,
    Deputize => OrganisationView,
    DelegateAdmission => OrganisationView,
    Leave => OrganisationView,
    Reinstate => OrganisationView,
    RotateKeys => OrganisationView,
    ReplaceIndexKey => OrganisationView,
    Reseal => Resealed,
    ChooseSuite => OrganisationView,
    Sync => Synced,
    ListClients => ClientList,
    OpenClient => ClientView,
    Reveal => Revealed,
    EditClient => Editing,
    GetChoices => Choices,
    GetIndustries => Industries,
    FindDuplicates => Duplicates,
    SaveClient => Saved,
    KeepDraft => Kept,
    ReadDraft => FoundDraft,
    DiscardDraft => Done,
    FindDrafts => Drafts,
}

/// It is done; there is nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done;
