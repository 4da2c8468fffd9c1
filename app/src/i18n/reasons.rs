//! Why a call failed: what happened, and what to do.

use bridge::{Failure, Reason, failure::Alarm};

use super::{Lang, Text, common, words};

words! {
    INVALID: "有内容填得不对，请看标出的地方。填好的都还在。", "Something is not right; see the marked fields. What you typed is still here.";
    WRONG_CREDENTIALS: "登录名和密码对不上。请检查大小写和输入法，再试一次。", "The sign-in name and password do not match. Check capitals and the keyboard layout, and try again.";
    TOO_MANY_TRIES: "尝试次数过多。请等 {0}再试。", "Too many tries. Wait {0} and try again.";
    LOCKED_OUT: "密码连续输错，这个账号已锁定，{0}后自动解锁。你常用的浏览器不受别人输错的影响；急用的话，请系统管理员解锁。", "Too many wrong passwords: this account is locked and unlocks by itself in {0}. Browsers that you have signed in with before are not locked by strangers' failures. If it is urgent, an administrator can unlock it.";
    CODE_NEEDED: "还差一步：请输入两步验证码。", "One more step: enter the code of your second factor.";
    WRONG_SECOND_FACTOR: "验证码不对，或者已经用过。请等验证器换下一个码再输；手机时间要准。", "This code is wrong, or was used already. Wait for the next one, and check that the phone's clock is right.";
    SIGN_IN_ENDED: "等得太久，请重新输入密码。", "That took too long: please enter your password again.";
    SECOND_FACTOR_REQUIRED: "公司要求你的岗位使用两步验证。请先设置，之后接着做。", "Your company asks your post for two-step verification. Set it up first, then go on.";
    UNKNOWN_METHOD: "这个页面还不认识你的两步验证方式。请重新载入页面再登录。", "This page does not know your kind of second factor yet. Reload the page and sign in again.";
    DEVICE_LOST: "这个浏览器已经报失，不能再登录你的账号。如果是误报或已经找回，请在另一个浏览器登录，在“我的账号”里撤销。", "You reported this browser lost, so your account is not opened with it. If that was a mistake, or it has turned up, sign in with another browser and take it back under “My account”.";
    AWAITING: "你已经加入，但还没有人确认。请联系邀请你的人。", "You have joined, but nobody has confirmed you yet. Please ask the person who invited you.";
    LAST_ONE: "至少要留下一位系统管理员和一位档案管理员。请先任命并准入另一位。", "At least one system administrator and one archivist must remain. Appoint and admit another one first.";
    OCCUPIED: "这里还有人，或者下面还有部门。请先把人调到别处、把下级移走，再停用。", "There are still people here, or units below. Move them elsewhere first, then close it.";
    SEPARATION: "制度规定系统、档案、审计三种管理由不同的人担任；这样做会让一个人兼任两种。请换一个人，或先免去另一个岗位。", "By policy the administrations of system, archive and audit are borne by different people, and this would give somebody two of them. Choose somebody else, or end the other post first.";
    EXPLANATION_NEEDED: "你一天内打开的档案已经到了公司定下的份数。请在客户档案里打开这份档案，写明原因后再试。", "You have opened as many files within a day as your company has set. Open this one from the list, say why, and try again.";
    TOO_DEEP: "部门最多八级，而且不能移到自己下面。请选别的上级。", "Units go at most eight levels deep, and none can come under itself. Choose another parent.";
    SUSPENDED: "这个账号已停用。有疑问的话，请联系系统管理员。", "This account is suspended. If that surprises you, ask an administrator.";
    LOCKED: "这次登录已经结束，请重新输入密码。没有保存的内容会接着恢复。", "Your session has ended. Enter your password again; what was not saved is taken up again.";
    KEYS_REPLACED: "你的密钥已经换过，这一页因此锁定。请用新密码登录。如果不是你自己，也不是你请管理员换的，请立刻告诉档案管理员。", "Your keys were replaced, so this page was locked. Sign in with the new password. If neither you did this nor asked an administrator to, tell your archivist at once.";
    ONLY_KITS: "组织里再没有别的档案管理员能准入新密钥。请用恢复套件（登录页“忘记密码？”里的“用恢复码或套件恢复访问”），或者先任命并准入另一位档案管理员。", "No other archivist could admit the new keys. Use the recovery kit (“Forgot your password?” on the sign-in page), or appoint and admit another archivist first.";
    ANSWERED: "这条链接已经有人用过了。如果是你自己，请等对方确认；如果不是，请立刻告诉给你链接的人。", "Somebody has used this link already. If it was you, wait until it is confirmed; if not, tell the person who gave you the link at once.";
    ANOTHER_ACTOR: "有人在这个浏览器里登录了另一个账号，本页因此锁定。要继续，请输入密码；对方的页面会随之锁定。", "Somebody signed in with another account in this browser, so this page was locked. To go on, enter your password; their page then locks.";
    NOT_ALLOWED: "你的岗位没有这项权限。需要的话，请联系系统管理员。", "Your posts do not allow this. If you need it, ask an administrator.";
    KEY_WAITING: "密钥还没有送到。请档案管理员上线后再试。", "The key has not arrived yet. Try again once an archivist has been online.";
    NOT_FOUND: "没有找到，或者不在你的范围内。", "It does not exist, or you have no access to it.";
    CONFLICT: "有人先保存了。你填的内容还在，请再试一次。", "Somebody saved first. What you typed is still here; please try again.";
    OUTDATED: "这一项刚刚有了变化，什么都没有做。请看清现在的内容，再决定一次。", "This has just changed, and nothing was done. Look at what it says now and decide again.";
    NEWER: "这是由新版本写入的，这个页面还不认识。请刷新页面；若仍是这样，请联系系统管理员。", "This was written by a newer version than this page. Reload the page; if that changes nothing, ask an administrator.";
    NAME_TAKEN: "这个登录名已经有人用了，请换一个。", "This sign-in name is taken. Please choose another.";
    SET_UP_TOKEN: "这不是这台服务器的设置链接。请用服务器终端里印出的那条。", "This is not this server's set-up link. Use the one that is printed in its terminal.";
    ALREADY_SET_UP: "组织已经建立，请登录。", "The organisation exists already. Please sign in.";
    NOT_SET_UP: "组织还没有建立。请先打开服务器印出的设置链接。", "There is no organisation yet. Open the set-up link printed by the server first.";
    BAD_INVITATION: "链接不完整或有损坏。请向给你链接的人再要一次完整的。", "The link is damaged or cut off. Ask for the whole link again.";
    INVITATION_ENDED: "链接已过期、被撤回或已用过。请向给你链接的人要一条新的。", "The link has expired, was withdrawn or was used. Ask for a new one.";
    BAD_KIT: "恢复套件有抄错的地方。请逐组核对。", "The recovery kit has a mistake. Compare it group by group.";
    BAD_KIT_GROUP: "恢复套件的第 {0} 组抄错了。", "Group {0} of the recovery kit has a mistake.";
    WRONG_KIT: "恢复套件没有抄错，但不是这个组织的；也可能是两套不同的混在了一起。", "Nothing is mistyped, but this is not the kit of this organisation; or kits of two organisations were mixed.";
    ANOTHER_KIT: "这是三份套件中的第 {0} 份，单独一份打不开。请再填另一份。", "This is kit {0} of three, and one alone opens nothing. Add another one.";
    SAME_KIT: "两处填的是同一份套件。请填另外一份。", "Both are the same kit. Type another one.";
    PERSONAL_CODE: "这是一个人的个人恢复码，不是公司的恢复套件。", "This is somebody's own recovery code, not a kit of the company.";
    WRONG_CODE: "恢复码没有抄错，但和登录名对不上，或者已经用过、换过。刚才断过网的，请直接用新密码登录。", "Nothing is mistyped, but the code does not belong to this sign-in name, or was used or replaced. If the network broke off a moment ago, sign in with the new password.";
    CLOCK: "这台设备的时间和同事签名的时间对不上。请校准系统时间，再试一次。", "This device's clock does not agree with the times that colleagues signed. Set the clock and try again.";
    WRONG_ADDRESS: "请从管理员给的地址打开本页：服务器不认识现在这个地址。", "Open this page at the address that your administrator gave you: the server does not know the present one.";
    OFFLINE: "连不上服务器。填的内容还在，网络恢复后再试。", "The server can't be reached. What you typed is still here; try again once you are back online.";
    SERVER: "服务器暂时办不到。填的内容还在，请稍后再试。", "The server can't do it just now. What you typed is still here; try again in a moment.";
    FAULT: "程序自己出了错。请刷新页面再试；若再出现，请告诉管理员。", "The program itself failed. Reload and try again; if it happens again, tell your administrator.";
    SECONDS: "{0} 秒", "{0} seconds";
    MINUTES: "{0} 分钟", "{0} minutes";
}

/// A failure in the reader's words.
pub(crate) fn say(failure: &Failure, lang: Lang) -> String {
    match failure.reason {
        Reason::TooManyTries(seconds) => TOO_MANY_TRIES.with(lang, &[&wait(seconds, lang)]),
        Reason::LockedOut(seconds) => LOCKED_OUT.with(lang, &[&wait(seconds, lang)]),
        Reason::BadKit(Some(group)) => BAD_KIT_GROUP.with(lang, &[&group.to_string()]),
        Reason::AnotherKit(kit) => ANOTHER_KIT.with(lang, &[&kit.to_string()]),
        reason => plain(reason).at(lang).to_owned(),
    }
}

fn plain(reason: Reason) -> Text {
    match reason {
        Reason::Invalid => INVALID,
        Reason::WrongCredentials => WRONG_CREDENTIALS,
        Reason::TooManyTries(_) => TOO_MANY_TRIES,
        Reason::LockedOut(_) => LOCKED_OUT,
        Reason::DeviceLost => DEVICE_LOST,
        Reason::CodeNeeded => CODE_NEEDED,
        Reason::WrongSecondFactor => WRONG_SECOND_FACTOR,
        Reason::SignInEnded => SIGN_IN_ENDED,
        Reason::SecondFactorRequired => SECOND_FACTOR_REQUIRED,
        Reason::UnknownMethod => UNKNOWN_METHOD,
        Reason::AwaitingConfirmation => AWAITING,
        Reason::LastOne => LAST_ONE,
        Reason::Occupied => OCCUPIED,
        Reason::Separation => SEPARATION,
        Reason::TooDeep => TOO_DEEP,
        Reason::ExplanationNeeded => EXPLANATION_NEEDED,
        Reason::Suspended => SUSPENDED,
        Reason::Locked => LOCKED,
        Reason::KeysReplaced => KEYS_REPLACED,
        Reason::OnlyKits => ONLY_KITS,
        Reason::Answered => ANSWERED,
        Reason::AnotherActor => ANOTHER_ACTOR,
        Reason::NotAllowed => NOT_ALLOWED,
        Reason::KeyWaiting => KEY_WAITING,
        Reason::NotFound => NOT_FOUND,
        Reason::Conflict => CONFLICT,
        Reason::Outdated => OUTDATED,
        Reason::Newer => NEWER,
        Reason::NameTaken => NAME_TAKEN,
        Reason::SetUpToken => SET_UP_TOKEN,
        Reason::AlreadySetUp => ALREADY_SET_UP,
        Reason::NotSetUp => NOT_SET_UP,
        Reason::BadInvitation => BAD_INVITATION,
        Reason::InvitationEnded => INVITATION_ENDED,
        Reason::BadKit(_) => BAD_KIT,
        Reason::AnotherKit(_) => ANOTHER_KIT,
        Reason::SameKit => SAME_KIT,
        Reason::WrongKit => WRONG_KIT,
        Reason::PersonalCode => PERSONAL_CODE,
        Reason::WrongCode => WRONG_CODE,
        Reason::Clock => CLOCK,
        Reason::WrongAddress => WRONG_ADDRESS,
        Reason::Offline => OFFLINE,
        Reason::Server => SERVER,
        Reason::Integrity(alarm) => self::alarm(alarm),
        Reason::Fault => FAULT,
    }
}

fn wait(seconds: u64, lang: Lang) -> String {
    if seconds < 60 {
        SECONDS.with(lang, &[&seconds.to_string()])
    } else {
        MINUTES.with(lang, &[&seconds.div_ceil(60).to_string()])
    }
}

/// What an alarm says.
pub(crate) fn alarm(alarm: Alarm) -> Text {
    match alarm {
        Alarm::Genesis => common::ALARM_GENESIS,
        Alarm::RosterRolledBack => common::ALARM_ROSTER_ROLLED_BACK,
        Alarm::RosterForged => common::ALARM_ROSTER_FORGED,
        Alarm::JournalRolledBack => common::ALARM_JOURNAL_ROLLED_BACK,
        Alarm::JournalForged => common::ALARM_JOURNAL_FORGED,
        Alarm::KeySubstituted => common::ALARM_KEY,
        Alarm::Envelope => common::ALARM_ENVELOPE,
        Alarm::Downgrade => common::ALARM_DOWNGRADE,
        Alarm::Blob => common::ALARM_BLOB,
        Alarm::BlobRolledBack => common::ALARM_BLOB_ROLLED_BACK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_said_in_the_larger_unit() {
        let failure = |seconds| Failure::from(Reason::TooManyTries(seconds));
        assert_eq!(
            say(&failure(59), Lang::Chinese),
            "尝试次数过多。请等 59 秒再试。"
        );
        assert_eq!(
            say(&failure(61), Lang::English),
            "Too many tries. Wait 2 minutes and try again."
        );
    }
}
