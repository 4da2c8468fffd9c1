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
    PASSWORD_TEXT: "其他设备上的登录会随之结束。服务器看不到新旧密码；忘了新密码，要靠系统管理员的链接或恢复套件。", "Your other devices are signed out. The server sees neither password; a forgotten one takes an administrator's link or the recovery kit.";
    SUSPICION: "怀疑密码或密钥被人拿走？换一套：偷到的就没有用了。", "Do you suspect that somebody has your password or keys? Replace them, and what they took is of no use.";
    REPLACE_KEYS: "更换密码和密钥", "Replace password and keys";
    KEYS_TEXT: "旧密码和旧密钥立即失效，所有设备（包括这一台）都要重新登录，没有保存的草稿打不开了。档案管理员重新准入你之后，才能再读档案；名册里会留下记录。", "The old password and keys end at once, every device (this one too) has to sign in again, and unsaved drafts no longer open. You read files again once an archivist has admitted you anew. The roster keeps a statement of it.";
    KEYS_REPLACED: "密码和密钥已更换，请用新密码登录", "Password and keys replaced. Sign in with the new password";
    PASSWORD_NOW: "现在的密码", "Present password";
    PASSWORD_CHANGED: "密码已修改，其他设备已退出", "Password changed; other devices are signed out";
    PASSWORD_SAME: "和现在的密码一样，请换一个", "This is your present password. Choose another one";
    PASSWORD_WRONG: "现在的密码不对", "This is not your present password";
}
