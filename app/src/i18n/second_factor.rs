//! Words of two-step verification: at the door, on one's own page, and for administrators.

use super::words;

words! {
    SECOND_FACTOR: "两步验证", "Two-step verification";

    ASK_TEXT: "密码对了，还差一步。打开手机上的验证器，输入“缄档”下面的 6 位验证码。", "Your password is right; one more step. Open the authenticator on your phone and enter the six digits under “缄档”.";
    KEPT_AT_HAND: "输入你打印或抄下来的十个代码里没有用过的一个。", "Enter one of the ten codes that you printed or copied, which you have not used yet.";
    CODE: "验证码", "Code";
    CODE_HINT: "6 位数字，每 30 秒换一个", "Six digits, new every 30 seconds";
    ONE_TIME: "一次性代码", "One-time code";
    ONE_TIME_HINT: "两组，每组 5 个字符；每个代码只能用一次", "Two groups of five characters; each code works once";
    USE_ONE_TIME: "手机不在身边？用一次性代码", "No phone at hand? Use a one-time code";
    USE_CODE: "改用验证器的验证码", "Use the authenticator's code";
    CONFIRM: "验证", "Verify";
    BACK: "返回", "Back";
    NO_WAY: "手机和一次性代码都不在了？请系统管理员在“组织与角色 → 人员”里移除你的两步验证。", "Neither phone nor codes? Ask an administrator to remove your two-step verification under “Organisation → People”.";
    WRONG: "不对，或者已经用过；请等下一个，再核对手机时间", "Wrong, or used already. Wait for the next one, and check the phone's clock";
    WRONG_ONE_TIME: "不对，或者已经用过；请换一个", "Wrong, or used already. Take another one";
    MALFORMED: "请输入 6 位数字", "Enter six digits";
    MALFORMED_ONE_TIME: "一次性代码有 10 个字符", "A one-time code has ten characters";
    MALFORMED_EITHER: "请输入 6 位数字，或 10 个字符的一次性代码", "Enter six digits, or a one-time code of ten characters";

    OFF_TEXT: "登录时除了密码，再输入手机上的 6 位验证码。别人就算知道了密码，也进不来。", "Besides the password you enter six digits from your phone. Whoever learns your password still does not get in.";
    ON: "已开启", "On";
    ON_TEXT: "从 {0} 起，登录要密码和验证码。一次性代码还剩 {1} 个。", "Since {0}, signing in takes the password and a code. {1} one-time codes are left.";
    FEW_CODES: "一次性代码快用完了，请换一批。", "You are running out of one-time codes: make new ones.";
    SET_UP: "设置两步验证", "Set up two-step verification";
    NEW_CODES: "换一批一次性代码", "Make new one-time codes";
    END: "关闭两步验证", "Turn it off";

    STEPS: "设置步骤", "Steps";
    STEP_SCAN: "扫码", "Scan";
    STEP_PROVE: "验证", "Verify";
    STEP_KEEP: "留底", "Keep";
    MUST: "请先设置两步验证", "Set up two-step verification first";
    MUST_TEXT: "公司要求你的岗位使用两步验证。设好之后接着做。", "Your company asks your post for it. You go on as soon as it is set up.";
    SCAN_TEXT: "在手机上打开验证器应用（如 Microsoft Authenticator、腾讯身份验证器），扫这个码。", "Open an authenticator app on your phone, such as Microsoft Authenticator or Aegis, and scan this code.";
    QR: "给验证器扫的二维码", "The code for the authenticator";
    QR_CAPTION: "只用验证器扫，不要拍照。", "Scan it with the authenticator only; take no photograph.";
    BY_HAND: "扫不了？在验证器里选“手动输入”，填这个密钥：", "Can't scan? Choose manual entry and type this key:";
    KEY: "密钥", "Key";
    COPY_KEY: "复制密钥", "Copy the key";
    NEXT: "下一步", "Next";
    PROVE_TEXT: "输入验证器现在显示的验证码，再输入密码。其他设备上的登录会随之结束。", "Enter what the authenticator shows now, and your password. Your other devices are signed out.";
    TURN_ON: "开启", "Turn on";
    KEEP_TEXT: "手机不在身边时，用一次性代码代替验证码，每个只能用一次。打印或抄下来，和手机分开放；关上之后不再显示。", "Without the phone, one of these takes the place of the six digits, once each. Print or copy them and keep them apart from the phone. They are not shown again.";
    CODES: "一次性代码", "One-time codes";
    CODES_FILE: "缄档一次性代码", "Jiandang one-time codes";
    CODES_NOTE: "登录名：{0}\n日期：{1}\n登录时，密码之后选“用一次性代码”。每个只能用一次，用过就划掉。请和手机分开放。", "Sign-in name: {0}\nDate: {1}\nAfter the password, choose “Use a one-time code”. Each works once: cross it out. Keep them apart from the phone.";
    KEPT: "我已收好", "I have put them away";
    LEAVE: "一次性代码收好了吗？", "Have you put the codes away?";
    LEAVE_TEXT: "关上之后不再显示。没有收好的，可以再换一批。", "They are not shown again. Without them, make new ones.";
    LEAVE_BACK: "回到代码", "Back to the codes";

    NEW_CODES_TEXT: "以前的一次性代码随之作废。", "The earlier codes are void then.";
    MAKE: "生成", "Make them";
    END_TEXT: "之后只凭密码登录。", "From then on the password alone signs in.";
    ENDED: "两步验证已关闭", "Two-step verification is off";
    CODE_OR_ONE_TIME: "验证码或一次性代码", "Code, or one-time code";

    REMOVE: "移除两步验证", "Remove two-step verification";
    REMOVE_NAMED: "移除{0}的两步验证", "Remove {0}'s two-step verification";
    REMOVE_TEXT: "请先当面或打电话确认是{0}本人丢了手机。移除之后，对方的登录都会结束，凭密码就能登录。操作日志会记下。", "First make sure, in person or by telephone, that it is {0} who lost the phone. All their sessions end, and the password alone signs in. The log keeps it.";
    REMOVED: "已移除{0}的两步验证", "{0}'s two-step verification is removed";

    POLICY_TEXT: "担任所选岗位角色的人，没有两步验证就不能继续使用，登录后先设置。", "Whoever holds one of these roles goes on only with two-step verification, and sets it up after signing in.";
    HOLDERS_NONE: "没有人担任", "Nobody holds it";
    HOLDERS: "{0} 人担任", "{0} people";
    HOLDERS_READY: "{0} 人担任，都已设置", "{0} people, all of whom have it";
    HOLDERS_WITHOUT: "{0} 人担任，还要设置：{1}", "{0} people; still to set it up: {1}";
    LIST_COMMA: "、", ", ";
}
