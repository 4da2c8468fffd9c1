//! Words of the first room.

use super::words;

words! {
    WORKBENCH: "工作台", "Workbench";
    DUE: "等你处理", "Waiting for you";
    NOTHING_DUE: "没有等你处理的事。", "Nothing is waiting for you.";
    ANSWERED_ONE: "{0}已经加入，等你确认", "{0} has joined: confirm them";
    ANSWERED: "{0} 人已经加入，等你确认", "{0} people have joined: confirm them";
    RENEWED_ONE: "{0}设好了新密码，等你确认", "{0} has set a new password: confirm it";
    RENEWED: "{0} 人设好了新密码，等你确认", "{0} people have set new passwords: confirm them";
    NO_HEAD_ONE: "{0}还没有负责人", "{0} has no head yet";
    NO_HEAD: "{1}等 {0} 个部门和组还没有负责人", "{0} units have no head yet, {1} among them";
    FORGED: "有人伪造了对邀请的回应，请撤回", "Somebody forged the answer to an invitation: withdraw it";
    NO_POST_ONE: "{0}还没有岗位", "{0} has no post yet";
    NO_POST: "{0} 人还没有岗位", "{0} people have no post yet";
    RELEASE: "{0}要停用职责分离，等你同意", "{0} wants the separation of duties to end and waits for your word";
    WAITING_ONE: "{0}在等你准入", "{0} waits to be admitted";
    WAITING: "{0} 人在等你准入", "{0} people wait to be admitted";
    ONE_ARCHIVIST: "只有一名档案管理员：请再任命一名，以免其缺席时无人能准入新同事", "There is only one archivist: appoint another, so that newcomers can be admitted in their absence";
    DRAFT_NEW: "没有保存的新档案：{0}（{1}）", "A new file that was not saved: {0} ({1})";
    DRAFT_EDIT: "没有保存的修改：{0}（{1}）", "A change that was not saved: {0} ({1})";
    NAMELESS: "还没有姓名", "no name yet";
    INVITE_FIRST: "邀请第一位同事", "Invite the first colleague";
    FIRST_FILE: "建立第一份客户档案", "Create the first client file";

    TOLD: "大量查看的说明", "Much reading, explained";
    TOLD_LINE: "{0}一天内打开了 {1} 份档案", "{0} opened {1} files within a day";
    TOLD_UNVERIFIED: "说明无法核实：可能被改动过，或写于本人更换密钥之前。请直接询问本人。", "The explanation can't be verified: it was altered, or written before its author's keys were replaced. Ask them.";
    TOLD_KEY_WAITING: "你的密钥还没有送到，稍后就能看到说明。", "Your key has not arrived yet; the explanation can be read once it has.";
    TAKE_NOTE: "知道了", "Noted";
    TAKE_NOTE_OF: "知道了：{0}的说明", "Noted: what {0} explained";

    FIGURES: "档案概况", "Files at a glance";
    MINE: "我负责的客户", "My clients";
    ALL: "能看到的客户", "Clients within reach";
    THIS_MONTH: "本月建档", "Opened this month";
    BY_MONTH: "近 12 个月建档", "Opened in the last 12 months";
    BY_UNIT: "按部门", "By unit";
    BY_MANAGER: "按客户经理", "By account manager";
    BY_TAG: "按标签", "By tag";
    MONTH: "{0}：{1} 份", "{0}: {1}";
    RECENT: "最近建档", "Opened last";
    SEE_ALL: "全部客户档案", "All client files";
}
