//! Made-up companies.

use dossier::{
    client::{ClientForm, Field, Kind},
    credit_code,
};

use super::{
    person,
    random::Random,
    words::{CALLED_FIRST, CALLED_SECOND, FORMS, PLACES, Place, TRADES},
};

/// GB 32100's characters, as the organisation's own code has them.
const CHARACTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Name, credit code, representative, telephone, industry and, of most, scope of business.
pub(super) fn business(random: &mut Random) -> ClientForm {
    let place = random.pick(&PLACES);
    let (trade, industry, scope) = random.pick(&TRADES);
    let man = random.chance(60);
    let form = ClientForm::new(Kind::Company)
        .with(Field::Name, name(random, place, trade))
        .with(Field::CreditCode, credit_code(random, place))
        .with(Field::Representative, person::name(random, man))
        .with(Field::Phone, switchboard(random, place))
        .with(Field::Industry, industry);
    if random.chance(70) {
        form.with(Field::Scope, scope)
    } else {
        form
    }
}

/// 杭州晨光医疗器械有限公司, or 晨光（杭州）医疗器械有限公司.
fn name(random: &mut Random, place: Place, trade: &str) -> String {
    let called = format!(
        "{}{}",
        random.pick(CALLED_FIRST),
        random.pick(CALLED_SECOND)
    );
    let (city, form) = (place.city, random.pick(&FORMS));
    if random.chance(10) {
        format!("{called}（{city}）{trade}{form}")
    } else {
        format!("{city}{called}{trade}{form}")
    }
}

/// Of a company (1) that the market's authority registered (9).
fn credit_code(random: &mut Random, place: Place) -> String {
    let own: String = (0..8)
        .map(|_| char::from(random.pick(CHARACTERS)))
        .collect();
    let mut code = format!("91{}{own}", place.code);
    code.extend(credit_code::inner_check(&own));
    code.extend(credit_code::check_character(&code));
    code
}

/// A line, some with an extension, or a service number.
fn switchboard(random: &mut Random, place: Place) -> String {
    if random.chance(8) {
        let (middle, end) = (random.below(1_000), random.below(10_000));
        return format!("400-{middle:03}-{end:04}");
    }
    let line = 20_000_000 + random.below(70_000_000);
    let number = format!("{}-{line}", place.area);
    if random.chance(15) {
        format!("{number} 转 {}", 100 + random.below(900))
    } else {
        number
    }
}
