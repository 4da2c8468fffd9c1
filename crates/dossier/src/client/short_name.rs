//! Short names (客户简称) to offer: what colleagues would call the client.

/// A Chinese name's part before the dot; of other names the first and the last word, unless a comma says that the family name comes first:
/// then the whole, since it is read as one.
pub(super) fn of_person(name: &str) -> String {
    // U+2E80 is where the scripts of East Asia begin.
    let western = name.chars().all(|c| c < '\u{2e80}');
    let words: Vec<&str> = name.split(' ').collect();
    match (western, words.as_slice()) {
        (true, _) if name.contains(',') => name.to_owned(),
        (true, [first, .., last]) => format!("{first} {last}"),
        _ => name
            .split('·')
            .find(|part| !part.is_empty())
            .unwrap_or_default()
            .trim()
            .to_owned(),
    }
}

/// A company's name without where it is registered and what form it has: 杭州晨光医疗器械有限公司 is 晨光医疗器械.
/// What would leave less than two characters is not taken away.
pub(super) fn of_company(name: &str) -> String {
    let bare: String = without_brackets(name);
    let formless = FORMS
        .iter()
        .find_map(|form| bare.strip_suffix(form))
        .filter(|rest| long_enough(rest))
        .unwrap_or(&bare);
    let placeless = without_place(formless);
    placeless.trim().to_owned()
}

/// Longer forms before those that they end with.
const FORMS: [&str; 16] = [
    "集团股份有限公司",
    "集团有限责任公司",
    "集团有限公司",
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "集团公司",
    "股份公司",
    "总公司",
    "公司",
    "集团",
    " Co., Ltd.",
    " Co.,Ltd.",
    " Co. Ltd",
    " Limited",
    " Ltd.",
];

/// Regions of the first level (GB/T 2260) and seats of their governments, as names begin with them without 省 or 市.
const PLACES: [&str; 61] = [
    "黑龙江",
    "内蒙古",
    "乌鲁木齐",
    "呼和浩特",
    "石家庄",
    "哈尔滨",
    "北京",
    "天津",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "台湾",
    "香港",
    "澳门",
    "太原",
    "沈阳",
    "长春",
    "南京",
    "杭州",
    "合肥",
    "福州",
    "南昌",
    "济南",
    "郑州",
    "武汉",
    "长沙",
    "广州",
    "南宁",
    "海口",
    "成都",
    "贵阳",
    "昆明",
    "拉萨",
    "西安",
    "兰州",
    "西宁",
    "银川",
];

/// Without the places at its beginning: 浙江省杭州市晨光 is 晨光.
fn without_place(name: &str) -> &str {
    let mut rest = name;
    while let Some(shorter) = PLACES.iter().find_map(|place| rest.strip_prefix(place)) {
        let shorter = ["特别行政区", "自治区", "省", "市"]
            .iter()
            .find_map(|level| shorter.strip_prefix(level))
            .unwrap_or(shorter);
        if !long_enough(shorter) {
            break;
        }
        rest = shorter;
    }
    rest
}

/// Without what stands in brackets: 晨光（上海）医疗 is 晨光医疗. Unclosed brackets stay.
fn without_brackets(name: &str) -> String {
    let Some((before, rest)) = name.split_once(['（', '(']) else {
        return name.to_owned();
    };
    match rest.split_once(['）', ')']) {
        Some((_, after)) if long_enough(&format!("{before}{after}")) => {
            without_brackets(&format!("{before}{after}"))
        }
        _ => name.to_owned(),
    }
}

fn long_enough(name: &str) -> bool {
    name.chars().count() >= 2
}
