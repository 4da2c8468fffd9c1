//! Words of the client list: its order and its conditions.

use super::words;

words! {
    CONDITIONS: "筛选条件", "Filters";
    ADD: "条件", "Filter";
    ADD_NAME: "添加筛选条件", "Add a filter";
    SAYS: "{0}：{1}", "{0}: {1}";
    MORE: "{0} 等 {1} 项", "{0} and {1} more";
    BETWEEN_NAMES: "、", ", ";
    REMOVE: "去掉条件：{0}", "Remove the filter: {0}";
    CLEAR: "清除", "Clear";
    CLEAR_ALL: "清除所有条件", "Clear all filters";
    CLEAR_TEXT: "清空查找", "Clear the search";
    OPENED: "建档", "Opened";
    ANY_KIND: "不限", "Any";
    THIS_MONTH: "本月", "This month";
    THIS_YEAR: "今年", "This year";
    LAST_YEAR: "去年", "Last year";
    FROM: "从", "From";
    TO: "到", "To";
    DATE_HINT: "例如 2026-01-05", "For example 2026-01-05";
    DATE_WRONG: "请写成 2026-01-05", "Please write it as 2026-01-05";
    SINCE: "{0} 起", "since {0}";
    UNTIL: "至 {0}", "until {0}";
    SPAN: "{0} 至 {1}", "{0} to {1}";
    UNKNOWN: "已不在名册", "no longer known";
    NO_CHOICES: "还没有可选的", "Nothing to choose yet";
    LOOK_FOR: "在选项里找", "Find a choice";
    NONE_LIKE: "没有这样的选项", "No such choice";
    SORT: "排序", "Order";
    SORT_BY: "排序：{0}", "Order: {0}";
    ASCENDING: "升序", "Ascending";
    DESCENDING: "降序", "Descending";
    NONE_TITLE: "没有符合条件的客户", "No client matches these filters";
    NONE_WITH: "没有找到“{0}”，同时还有这些条件：", "Nothing found for “{0}” with these filters on:";
    NONE_BUT: "现在的条件：", "The filters now:";
}
