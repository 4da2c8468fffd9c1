//! Words of 谁能看.

use super::words;

words! {
    TITLE: "谁能看", "Who can see";
    ABOUT: "查什么", "About";
    OF_UNIT: "谁能看这个部门的档案", "Who can see a unit's files";
    OF_PERSON: "这个人能看哪些档案", "What a person can see";
    WHO: "谁", "Who";
    WHAT: "内容", "What";
    ANY: "任何内容", "Anything";
    BY: "凭哪个岗位", "By which post";
    SINCE: "自", "Since";
    UNTIL: "至", "Until";
    FILES: "档案数", "Files";
    DATE: "截至哪天", "As of";
    DATE_HINT: "不填就是现在；填过去的日期，就看那天结束时", "Empty for now; for a date, the end of that day";
    DEPUTY: "{0} · {1}，代{2}", "{0} · {1}, in place of {2}";
    SINCE_DATE: "自 {0}", "since {0}";
    UNTIL_DATE: "至 {0}", "until {0}";
    NOBODY: "没有人能看", "Nobody can see it";
    NOTHING: "什么档案也看不到", "No files at all";
    NOT_YET: "那时公司还没有建立", "The company had not begun by then";
    NOTE: "由名册前 {0} 条签名记录推出，不靠服务器的说法。凑齐恢复套件的人另外能打开一切；看过的内容可能已被记下，收回权限也抹不掉。", "This follows from the first {0} signed statements of the roster, not from the server's word. Whoever brings the recovery kits together can open everything besides; and what somebody has seen they may have noted, whatever is taken away later.";
    EXPORT: "存为表格", "Save as a table";
}
