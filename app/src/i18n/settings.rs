//! Words of the settings.

use super::words;

words! {
    PASSWORDS: "密码", "Passwords";
    PASSWORDS_TEXT: "服务器看不到密码，所以由每个人的浏览器照此检查。收紧之后，密码不合要求的人在下次登录时必须更换。", "The server sees no password, so each person's browser keeps to this. After it is made stricter, whoever's password falls short has to change it when they next sign in.";
    LENGTH: "最短长度", "Least length";
    LENGTH_HINT: "字符，8 到 64", "Characters, 8 to 64";
    KINDS: "字符种类", "Kinds of characters";
    KINDS_HINT: "大写、小写、数字、符号中至少几种，1 到 4", "Of capitals, small letters, digits and symbols, 1 to 4";
    DAYS: "有效期", "Good for";
    DAYS_HINT: "天，30 到 730；填 0 表示不过期。到期前 14 天开始提醒", "Days, 30 to 730; 0 means for ever. People are told 14 days before";
    HISTORY: "不得重复最近几次", "None of the last";
    HISTORY_HINT: "次，0 到 10", "Passwords, 0 to 10";
    LOCK_OUT: "登录锁定", "Lock-out";
    LOCK_OUT_TEXT: "连续输错就锁定账号，到时自动解锁，系统管理员也可以在“人员”里提前解锁。本人常用的浏览器单独计数，别人乱试不会把同事锁在门外。", "Failures lock the account; it unlocks by itself, or an administrator does it under “People”. A browser that its owner has signed in with counts its own failures, so that nobody shuts a colleague out by guessing.";
    FAILURES: "输错次数", "Failures";
    FAILURES_HINT: "次，3 到 20", "3 to 20";
    LOCK_MINUTES: "锁定时间", "Locked for";
    LOCK_MINUTES_HINT: "分钟，1 到 1440", "Minutes, 1 to 1440";
    SESSIONS: "锁屏与登录时长", "Locking and sessions";
    SESSIONS_TEXT: "锁屏之后只要输入密码；登录结束之后要重新登录。", "A locked page asks for the password; a session that has ended asks to sign in again.";
    IDLE_MINUTES: "无操作锁屏", "Page locks after";
    IDLE_MINUTES_HINT: "分钟，1 到 240", "Minutes without use, 1 to 240";
    SESSION_MINUTES: "无请求结束登录", "Session ends after";
    SESSION_MINUTES_HINT: "分钟，5 到 1440", "Minutes without a request, 5 to 1440";
    HOURS: "最长登录时间", "At the latest after";
    HOURS_HINT: "小时，1 到 72", "Hours, 1 to 72";
    DUTIES: "职责分离", "Separation of duties";
    DUTIES_TEXT: "系统管理、档案管理与准入、审计，三种管理由不同的人担任。开启之前，要先把兼任的岗位交给别人；停用要两个人签名。", "System, archive and audit are administered by different people. Before it is switched on, whoever bears two of them hands one over; to switch it off takes two people.";
    SEPARATE: "任何人不得兼任两种管理", "Nobody bears two of them";
    SEVERAL_FIRST: "现在还不能开启：", "It can't be switched on yet:";
    SEVERAL: "{0}同时担任{1}", "{0} bears {1}";
    SEVERAL_GO: "去任命别人，再免去其中的岗位", "Appoint somebody else, then end one of the posts";
    RELEASE: "{0}于 {1} 要停用职责分离，还没有生效：要等一位档案管理员或审计员也签名。", "{0} wanted the separation of duties to end on {1}. It holds until an archivist or auditor signs as well.";
    RELEASE_LAPSES: "在此之前保存别的设置、更换密码算法，或提出的人不再担任系统管理，这项请求就作废。", "Other settings or another cipher that are signed before that take it back, and so does its author's leaving the administration.";
    RELEASE_ASKED: "已签名。停用职责分离还要等另一个人同意，其余立即生效", "Signed. The separation of duties waits for somebody else's agreement; all else holds from now on";
    RELEASE_AGREE: "同意停用并签名", "Agree and sign";
    RELEASE_REFUSE: "撤回，继续分离", "Take it back";
    RELEASED: "职责分离已停用", "Duties are kept apart no longer";
    RELEASE_REFUSED: "已撤回，职责继续分离", "Taken back; duties stay apart";
    LOG: "操作日志", "Operation log";
    LOG_TEXT: "谁在什么时候登录、打开或修改了什么。更早的记录由服务器按天清理，清理本身也记入日志。改短之后，30 天内仍按原来的天数保留。", "Who signed in, opened or changed what, and when. The server removes what is older, day by day, and notes that it did. Where it is made shorter, the longer time counts for another 30 days.";
    LOG_DAYS: "保留时间", "Kept for";
    LOG_DAYS_HINT: "天，184 到 3650。法规要求不少于六个月", "Days, 184 to 3650; the law asks for six months";
    BETWEEN: "请填 {0} 到 {1} 之间的整数", "A whole number from {0} to {1}";
    BETWEEN_OR_NONE: "请填 {0} 到 {1} 之间的整数，或 0", "A whole number from {0} to {1}, or 0";
    CHANGED_BY: "由{0}于 {1} 更改", "Changed by {0} on {1}";
    BY_RECOVERY: "恢复套件", "the recovery kit";
    UNCHANGED: "还是最初的设置", "As it was at the beginning";
    SAVE: "签名并保存", "Sign and save";
    SAVED: "已签名，立即生效", "Signed; it holds from now on";
    OVERTAKEN: "设置刚刚被别人更改过。你填的还在，但要先看新的设置才能保存。", "Somebody has just changed the settings. What you typed is still here; look at the new ones before you save.";
    LOOK_ANEW: "看新的设置（放弃我填的）", "Show the new ones (and drop mine)";
    READ_ONLY: "只有系统管理员能更改。", "Only administrators change these.";
}
