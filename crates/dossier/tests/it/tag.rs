use dossier::tag::{self, TagProblem};

fn tags(tags: &[&str]) -> Vec<String> {
    tags.iter().map(|&tag| tag.to_owned()).collect()
}

#[test]
fn tags_are_kept_once_and_in_order() {
    let typed = tags(&[" ＶＩＰ ", "", "潜在客户", "VIP", "　"]);
    assert_eq!(tag::parse(&typed), Ok(tags(&["VIP", "潜在客户"])));
    assert_eq!(tag::parse(&tags(&tag::SHIPPED)), Ok(tags(&tag::SHIPPED)));
}

#[test]
fn limits_hold() {
    let many: Vec<String> = (0..20).map(|n| format!("标签{n}")).collect();
    assert_eq!(tag::parse(&many).as_ref(), Ok(&many));
    let repeated = [many.clone(), many.clone()].concat();
    assert_eq!(tag::parse(&repeated).as_ref(), Ok(&many));
    let one_more = [many, tags(&["又一个"])].concat();
    assert_eq!(tag::parse(&one_more), Err(TagProblem::TooMany));
    assert!(tag::parse(&["客".repeat(20)]).is_ok());
    assert_eq!(tag::parse(&["客".repeat(21)]), Err(TagProblem::TooLong));
    assert_eq!(tag::parse(&tags(&["a\u{7}b"])), Err(TagProblem::Characters));
}

#[test]
fn several_tags_may_be_typed_in_one_go() {
    let split = |typed| dossier::tag::split(typed).collect::<Vec<_>>();
    assert_eq!(split("VIP，老客户"), ["VIP", "老客户"]);
    assert_eq!(split(" 甲、乙 ;丙；,\n丁"), ["甲", "乙", "丙", "丁"]);
    assert_eq!(split("A B"), ["A B"]);
    assert!(split("，、 ").is_empty());
}
