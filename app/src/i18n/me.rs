//! Words of a person's own page.

use super::words;

words! {
    ACCOUNT: "我的账号", "My account";
    WHO: "我是谁", "Who I am";
    NAME: "姓名", "Name";
    SIGN_IN_NAME: "登录名", "Sign-in name";
    COMPANY: "公司", "Company";
    POSTS: "岗位", "Posts";
    NO_POSTS: "还没有岗位，请联系系统管理员", "None yet: ask an administrator";
    MY_FINGERPRINT: "我的密钥指纹", "My key fingerprint";
    MY_FINGERPRINT_HINT: "档案管理员准入你之前会看到它：当面比图案，电话里念这十二个字。", "An archivist sees this before admitting you: compare the pictures side by side, or the words over the telephone.";
    ORGANISATION_FINGERPRINT: "组织指纹", "Organisation fingerprint";
    ORGANISATION_FINGERPRINT_HINT: "和同事的一致，就说明你们看到的是同一个组织。", "If a colleague's is the same, you both see the same organisation.";
    DISPLAY: "显示", "Display";
    DISPLAY_HINT: "只记在这个浏览器里。", "Kept in this browser only.";
    SAFETY: "锁定与密码", "Lock and password";
    IDLE: "{0} 分钟没有操作，页面会自己锁定。", "The page locks by itself after {0} minutes without use.";
    NEVER_IDLE: "页面不会自己锁定。", "The page does not lock by itself.";
    BY_KEY: "随时按 Ctrl L（Mac 上 ⌘ L）立即锁定。", "Press Ctrl L (⌘ L on a Mac) to lock at once.";
    LOCK_NOW: "立即锁定", "Lock now";
    LEAVE: "离开", "Leave";
    LEAVE_HINT: "退出后，这台设备上不再留有能打开档案的密钥。", "After signing out, this device holds no key that opens a file.";
    CHANGE_PASSWORD: "修改密码", "Change password";
    PASSWORD_TEXT: "其他设备上的登录会随之结束。服务器看不到新旧密码；个人恢复码随之作废，请再生成一个。忘了新密码，要靠恢复码、系统管理员的链接或恢复套件。", "Your other devices are signed out. The server sees neither password; your recovery code is void: make another one. A forgotten password takes the code, an administrator's link or the recovery kit.";
    CODE: "个人恢复码", "Recovery code";
    CODE_MISSING: "还没有个人恢复码。忘了密码时，有它就能自己设一个新的，马上继续；没有它，要等管理员和档案管理员。", "You have no recovery code. If you forget your password, it lets you set a new one by yourself and go on at once; without it you wait for an administrator and an archivist.";
    CODE_THERE: "你有一个个人恢复码。找不到那张纸，就换一个，旧的随即作废；怕别人看过，请更换密码和密钥。", "You have a recovery code. If the paper is lost, make another one: the old one is void then. If somebody may have seen it, replace password and keys.";
    CODE_MAKE: "生成恢复码", "Make a recovery code";
    CODE_ANOTHER: "换一个恢复码", "Make another recovery code";
    CODE_TEXT: "请输入现在的密码。以前的恢复码随之作废，其他设备上的登录会结束。", "Type your present password. An earlier code is void then, and your other devices are signed out.";
    CODE_SHOWN: "打印或抄下来，锁好；不要拍照，不要存网盘。关上之后不再显示。", "Print it or copy it by hand and lock it away. No photographs, no cloud drive. Once closed, it is not shown again.";
    CODE_FILE: "缄档个人恢复码", "Jiandang recovery code";
    CODE_NOTE: "登录名：{0}\n日期：{1}\n请锁好：拿到这张纸的人可以用你的身份登录。只能用一次，用过就销毁。\n用的时候：打开登录页，点“忘记密码？”，再点“用恢复码或套件恢复访问”。", "Sign-in name: {0}\nDate: {1}\nLock it away: whoever holds this paper can sign in as you. It works once; destroy it then.\nTo use it: open the sign-in page, “Forgot your password?”, then “Recover with a code or kit”.";
    CODE_FILE_NOTE: "请打印后删除此文件。", "Print this file, then delete it.";
    CODE_LEAVE: "恢复码收好了吗？", "Have you put the code away?";
    CODE_LEAVE_TEXT: "关上之后不再显示。没有收好的，只能再生成一个。", "Once closed, it is not shown again. Without it, make another one.";
    CODE_BACK: "回到恢复码", "Back to the code";
    CODE_LOST: "网络断了，以前的恢复码可能已经作废。请再生成一次。", "The network broke off, and an earlier code may be void by now. Make one once more.";
    CODE_KEPT: "我已收好", "I have put it away";
    SUSPICION: "怀疑密码或密钥被人拿走？换一套：偷到的就没有用了。", "Do you suspect that somebody has your password or keys? Replace them, and what they took is of no use.";
    REPLACE_KEYS: "更换密码和密钥", "Replace password and keys";
    KEYS_TEXT: "旧密码、旧密钥和个人恢复码立即失效，所有设备（包括这一台）都要重新登录，没有保存的草稿打不开了。档案管理员重新准入你之后，才能再读档案；名册里会留下记录。", "The old password, keys and recovery code end at once, every device (this one too) has to sign in again, and unsaved drafts no longer open. You read files again once an archivist has admitted you anew. The roster keeps a statement of it.";
    KEYS_REPLACED: "密码和密钥已更换，请用新密码登录", "Password and keys replaced. Sign in with the new password";
    PASSWORD_NOW: "现在的密码", "Present password";
    PASSWORD_CHANGED: "密码已修改，其他设备已退出", "Password changed; other devices are signed out";
    PASSWORD_SAME: "和现在的密码一样，请换一个", "This is your present password. Choose another one";
    PASSWORD_WRONG: "现在的密码不对", "This is not your present password";
}
