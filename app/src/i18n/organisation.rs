//! Words of the organisation's room.

use super::words;

words! {
    TABS: "组织与角色的各部分", "Parts of the organisation";
    UNITS: "部门", "Units";
    PEOPLE: "人员", "People";
    ROLES: "岗位角色", "Roles";
    INVITATIONS: "邀请", "Invitations";
    WAITING: "待准入", "Admissions";
    FINGERPRINT: "组织指纹", "Organisation fingerprint";
    FINGERPRINT_HINT: "新同事加入时，请和他们核对这一串", "Compare this with newcomers when they join";
    STATEMENTS: "名册共 {0} 条签名记录", "The roster holds {0} signed statements";
    COMPANY: "公司", "Company";
    DEPARTMENT: "部门", "Department";
    GROUP: "组", "Group";
    MEMBER: "1 人", "1 person";
    MEMBERS: "{0} 人", "{0} people";
    NOBODY: "还没有人", "Nobody yet";
    ADD_UNIT: "增加部门或组", "Add a unit";
    ADD_BELOW: "在{0}下增加", "Add below {0}";
    UNIT_NAME: "名称", "Name";
    UNIT_PARENT: "上级", "Parent unit";
    UNIT_KIND: "类别", "Kind";
    UNIT_ADDED: "已增加{0}", "{0} added";
    SIGN_AND_ADD: "签名并增加", "Sign and add";

    PERSON: "姓名", "Name";
    SIGN_IN_NAME: "登录名", "Sign-in name";
    POSTS: "岗位", "Posts";
    KEY_FINGERPRINT: "密钥指纹", "Key fingerprint";
    NO_POST: "还没有岗位", "No post yet";
    APPOINT: "任命", "Appoint";
    APPOINT_PERSON: "任命{0}", "Appoint {0}";
    APPOINT_TEXT: "任命之后，由档案管理员准入，对方才拿得到密钥。", "Once appointed, an archivist must admit them before they get any key.";
    APPOINT_UNIT: "部门", "Unit";
    APPOINT_ROLE: "岗位角色", "Role";
    APPOINT_SIGN: "签名并任命", "Sign and appoint";
    APPOINTED: "已任命{0}", "{0} appointed";
    POST: "{0} · {1}", "{0} · {1}";

    VIEWS: "查看", "Views";
    EDITS: "修改", "Edits";
    CREATES: "新建", "Creates";
    REACH_NONE: "不可", "No";
    REACH_OWN: "本组", "Own unit";
    REACH_BELOW: "本组及下级", "Own unit and below";
    REACH_DEPARTMENT: "整个部门", "Department";
    REACH_EVERYTHING: "全部", "Everything";
    DUTY_SYSTEM: "系统管理", "System";
    DUTY_ARCHIVE: "档案管理与准入", "Archive and admission";
    DUTY_AUDIT: "审计", "Audit";
    DUTY_HEAD: "部门负责人", "Head of unit";

    INVITE: "邀请同事", "Invite a colleague";
    INVITE_NOTE: "给谁", "For whom";
    INVITE_NOTE_HINT: "只有你自己看得见，例如“李强，销售一组”", "Only you can read it, such as “Li Qiang, sales group 1”";
    INVITE_MAKE: "生成邀请链接", "Make an invitation link";
    INVITE_LINK: "邀请链接", "Invitation link";
    INVITE_ONCE: "链接只显示这一次。请当面、打电话或用你信得过的聊天工具交给本人，不要公开张贴。", "The link is shown only once. Hand it over in person, by phone or through a chat that you trust. Never post it.";
    INVITE_COMPARE: "对方会看到组织指纹，请和他们核对：", "They will see the organisation's fingerprint. Compare it with them:";
    INVITE_VALID: "{0} 前有效", "Valid until {0}";
    INVITE_CLOSE: "我已交出链接", "I have handed it over";
    INVITE_EMPTY: "还没有邀请", "No invitations yet";
    INVITE_EMPTY_TEXT: "邀请链接由你亲手交给同事，不经过服务器。", "You hand the link to your colleague yourself; it never passes through the server.";
    INVITE_NOTED: "备注", "Note";
    INVITE_NEWCOMER: "加入者", "Newcomer";
    INVITE_STATE: "状态", "State";
    STATE_OPEN: "等待对方加入", "Waiting for them";
    STATE_ANSWERED: "已加入，等你确认", "Joined; confirm them";
    STATE_FORGED: "伪造：不是持链接的人", "Forged: not the holder of the link";
    STATE_EARLIER_KEYS: "用旧密钥发出", "Made with earlier keys";
    EARLIER_KEYS_TEXT: "恢复访问后换了密钥，回应无法核对；请撤回，再重新邀请。", "Your keys were replaced by recovery, so no answer can be checked. Withdraw it and invite again.";
    STATE_USED: "已确认", "Confirmed";
    STATE_WITHDRAWN: "已撤回", "Withdrawn";
    STATE_EXPIRED: "已过期", "Expired";
    FORGED_TITLE: "有人伪造了对邀请的回应", "Somebody forged the answer to an invitation";
    FORGED_TEXT: "“{0}”的回应不是由拿着链接的人做出的。不要确认；请撤回它，通知档案管理员，再当面重新邀请。", "The answer to “{0}” was not made by the holder of the link. Do not confirm it: withdraw it, tell your archivist, and invite again in person.";
    WITHDRAW: "撤回", "Withdraw";
    WITHDRAW_NAMED: "撤回邀请：{0}", "Withdraw the invitation: {0}";
    CONFIRM: "确认加入", "Confirm";
    CONFIRM_NAMED: "确认{0}加入", "Confirm {0}";
    CONFIRMED: "{0} 已加入组织", "{0} has joined";
    ACTIONS: "操作", "Actions";

    WAITING_EMPTY: "没有人在等待准入", "Nobody is waiting";
    WAITING_EMPTY_TEXT: "有新的任命时，会出现在这里。", "New appointments appear here.";
    WAITING_READS: "准入后可以读到：{0}", "Once admitted, they can read: {0}";
    WAITING_READS_NONE: "这个岗位不读客户档案", "This post reads no client files";
    ADMIT: "准入", "Admit";
    ADMIT_NAMED: "准入{0}：{1}", "Admit {0}: {1}";
    ADMITTED: "已准入{0}，密钥正在送达", "{0} admitted; the keys are on their way";
    COMMA: "、", ", ";
}
