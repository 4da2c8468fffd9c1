//! Words of the palette.

use super::words;

words! {
    PALETTE: "查找或前往", "Find or go to";
    HINT: "客户、页面或操作", "A client, a page or an act";
    NOTHING: "没有找到", "Nothing found";
    NEW_FILE: "新建档案", "New file";
    PEOPLE: "人员", "People";
    ADMISSIONS: "待准入", "Admissions";
    SYNC: "立即同步", "Sync now";
    LOCK: "锁定页面", "Lock the page";
    LIGHT: "浅色外观", "Light appearance";
    DARK: "深色外观", "Dark appearance";
    OTHER_LANGUAGE: "切换到 English", "Switch to 中文";
}
