//! Words of every room.

use super::words;

words! {
    PRODUCT: "缄档", "Jiandang";
    #[cfg(feature = "gallery")]
    GALLERY: "组件", "Components";
    TAGLINE: "客户资料只在你的浏览器里打开，服务器看不见。", "Client files open only in your browser. The server cannot see them.";
    SKIP: "跳到正文", "Skip to content";
    NAVIGATION: "主导航", "Main";
    CLIENTS: "客户档案", "Client files";
    ORGANISATION: "组织与角色", "Organisation";
    SETTINGS: "系统设置", "Settings";
    ACCOUNT_MENU: "账号与显示设置", "Account and display";
    LOCK: "锁定", "Lock";
    SIGN_OUT: "退出登录", "Sign out";
    LANGUAGE: "语言", "Language";
    THEME: "外观", "Appearance";
    THEME_AUTO: "跟随系统", "System";
    THEME_LIGHT: "浅色", "Light";
    THEME_DARK: "深色", "Dark";
    KEYS: "键盘快捷键", "Keyboard shortcuts";
    SAVE: "保存", "Save";
    CANCEL: "取消", "Cancel";
    CLOSE: "关闭", "Close";
    BACK: "上一步", "Back";
    NEXT: "下一步", "Next";
    RETRY: "重试", "Try again";
    COPY: "复制", "Copy";
    COPIED: "已复制", "Copied";
    COPIED_SECRET: "已复制，30 秒后清空剪贴板", "Copied. The clipboard is emptied in 30 seconds";
    COPY_FAILED: "浏览器不允许复制，请手动选中", "The browser does not allow copying. Please select it by hand";
    OPTIONAL: "选填", "optional";
    CHOOSE: "请选择", "Choose";
    LOADING: "正在载入…", "Loading…";
    OFFLINE: "连不上服务器。已打开的内容还在，恢复后会自动继续。", "The server can't be reached. What is open stays; work goes on by itself once it is back.";
    UNDO: "撤销", "Undo";
    DISMISS: "关闭提示", "Dismiss";
    NOTICES: "提示", "Notices";
    NOT_FOUND_TITLE: "没有这个页面", "No such page";
    NOT_FOUND: "地址可能写错了，或者这一页已经搬走。", "The address may be mistyped, or the page has moved.";
    HOME: "回到首页", "Go to the home page";
    STARTING: "正在启动保险库…", "Starting the vault…";
    START_FAILED: "启动不了", "It can't start";
    NO_ROOM_TITLE: "暂无可用功能", "Nothing is open to you yet";
    NO_ROOM_NO_POST: "你的账号已经可以用，但还没有岗位。请联系系统管理员任命。", "Your account works, but you have no post yet. Ask an administrator to appoint you.";
    NO_ROOM_WAITING: "你的岗位还在等待准入。请联系档案管理员。", "Your post waits for admission. Ask an archivist.";
    NO_ROOM_ADMITTED: "你的岗位没有可以使用的功能。需要的话，请联系系统管理员。", "Your posts open nothing here. If you need more, ask an administrator.";
    NO_ROOM_AUDIT: "操作日志从第一天起就在记录，审计的页面还没有做好。做好之后，它会出现在这里。", "The operation log is kept from the first day; the auditor's page is not there yet. It will appear here.";
    NO_ROOM_POSTS: "你的岗位", "Your posts";
    ADMITTED: "已准入", "Admitted";
    WAITING: "等待准入", "Waiting for admission";

    KEY_SEARCH: "查找", "Search";
    KEY_NEW: "新建档案", "New file";
    KEY_MOVE: "上下移动", "Move down and up";
    KEY_OPEN: "打开", "Open";
    KEY_CLOSE: "关闭或返回", "Close or go back";
    KEY_PALETTE: "查找或前往", "Find or go to";
    KEY_UNDO: "撤销刚才的修改", "Undo the last change";
    KEY_LOCK: "锁定页面", "Lock the page";
    KEY_HELP: "显示这些快捷键", "Show these shortcuts";

    RESTORED: "服务器丢失了最后写入的内容，已从这里补回。请告诉系统管理员。", "The server had lost what was written last; it has it back from here. Please tell your administrator.";

    ALARM_TITLE: "服务器的数据与签名不符", "The server's data contradicts its signatures";
    ALARM_LEAD: "缄档已停止读写。服务器现在给出的数据不可信，查清之前请不要依据它办事。", "Jiandang has stopped reading and writing. What the server offers now can't be trusted; do not act on it until this is cleared up.";
    ALARM_DO: "请这样做", "What to do";
    ALARM_1: "不要再在这台设备上输入密码。", "Do not type your password on this device again.";
    ALARM_2: "用电话或当面告诉你的系统管理员和档案管理员，把下面的代号念给他们。", "Tell your administrator and archivist by phone or in person, and read them the code below.";
    ALARM_3: "保留这个页面，或者拍照留存。", "Keep this page open, or take a photograph of it.";
    ALARM_4: "请管理员把服务器与最近一次备份和同事的设备核对。", "Have the server compared with the last backup and with colleagues' devices.";
    ALARM_CODE: "代号", "Code";
    ALARM_GENESIS: "这台服务器上的组织，不是你当初加入的那一个。", "The organisation on this server is not the one that you joined.";
    ALARM_ROSTER_ROLLED_BACK: "组织名册比你见过的更短，或者内容被换过。", "The organisation's roster is shorter than the one you have seen, or was changed.";
    ALARM_ROSTER_FORGED: "组织名册里有一条没有权限、没有签名或顺序不对的记录。", "A statement in the roster is not allowed, not signed or out of order.";
    ALARM_JOURNAL_ROLLED_BACK: "档案日志比你见过的更短，或者内容被换过。", "A file journal is shorter than the one you have seen, or was changed.";
    ALARM_JOURNAL_FORGED: "档案日志里有一条没有权限、没有签名或顺序不对的记录。", "An entry of a file journal is not allowed, not signed or out of order.";
    ALARM_KEY: "有一把密钥与它的承诺或制作者不符。", "A key does not match its commitment or its maker.";
    ALARM_ENVELOPE: "一份密文不是当初签过名的那一份，或者被扣下了。", "A sealed section is not the one that was signed, or was kept back.";
    ALARM_DOWNGRADE: "服务器提出了更弱的加密方式。", "The server offered weaker encryption.";
    ALARM_BLOB: "密码正确，但你自己的密钥包打不开。", "Your own key bundle does not open although the password was right.";
    ALARM_BLOB_ROLLED_BACK: "你自己的密钥包比你见过的更旧。", "Your own key bundle is older than the one you have seen.";
}
