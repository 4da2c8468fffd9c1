use dossier::mask;
use proptest::prelude::*;

#[test]
fn numbers_and_addresses_are_covered() {
    assert_eq!(mask::phone("13800004471"), "138 **** 4471");
    assert_eq!(mask::phone("1380000447"), "****");
    assert_eq!(mask::phone(""), "");
    assert_eq!(mask::id_number("11010519491231002X"), "**** 002X");
    assert_eq!(mask::id_number("E12345678"), "**** 5678");
    assert_eq!(mask::id_number("A1234"), "**** 34");
    assert_eq!(mask::id_number("A"), "****");
    assert_eq!(mask::id_number(""), "");
    assert_eq!(mask::name("刘婷婷"), "刘 **");
    assert_eq!(mask::name("刘"), "****");
    assert_eq!(mask::name(""), "");
    assert_eq!(mask::address("贵州省瑜县龙潭马街1号"), "贵州省瑜县***");
    assert_eq!(
        mask::address("北京市朝阳区建国路1号院2号楼"),
        "北京市朝阳区***"
    );
    assert_eq!(mask::address("上海"), "上***");
    assert_eq!(mask::address("京"), "****");
    assert_eq!(mask::address(""), "");
}

/// What a mask shows of a value: all that is neither star nor space.
fn shown(mask: &str) -> usize {
    mask.chars().filter(|c| !matches!(c, '*' | ' ')).count()
}

proptest! {
    #[test]
    fn a_number_s_mask_shows_no_more_than_allowed(number in "[0-9A-Z]{0,40}") {
        let length = number.len();
        let (phone, id) = (mask::phone(&number), mask::id_number(&number));
        prop_assert!(shown(&phone) <= 7 && (shown(&phone) == 0 || length >= 11));
        prop_assert!(shown(&id) <= 4 && shown(&id) * 2 <= length);
        // The length is not told.
        prop_assert!(phone.len() == 13 || phone.len() == 4 || length == 0);
        prop_assert!(id.len() <= 9);
    }

    #[test]
    fn an_address_s_mask_shows_no_more_than_allowed(address in "[一-龥A-Z0-9]{1,60}") {
        let mask = mask::address(&address);
        let head = mask.trim_end_matches('*');
        prop_assert!(address.starts_with(head));
        prop_assert!(head.chars().count() <= 6);
        prop_assert!(head.chars().count() * 2 <= address.chars().count());
    }
}
