//! Made-up persons.

use chrono::{Days, NaiveDate};
use dossier::{
    client::{ClientForm, Field, IdKind, Kind},
    id_number,
};

use super::{
    random::Random,
    words::{FAMILIES, LONG_NAMES, MEN, PLACES, WOMEN},
};

/// What a mobile number begins with; the operators' common ranges.
const MOBILES: [&str; 16] = [
    "130", "135", "136", "138", "139", "150", "152", "158", "159", "176", "182", "186", "187",
    "188", "189", "199",
];

/// Name, document and mobile of a grown-up.
pub(super) fn person(random: &mut Random, today: NaiveDate) -> ClientForm {
    let man = random.chance(50);
    let form = ClientForm::new(Kind::Person)
        .with(Field::Name, name(random, man))
        .with(Field::Mobile, mobile(random));
    // One in twenty-five has another document than the resident's.
    if !random.chance(4) {
        return form.with(Field::IdNumber, resident_id(random, man, today));
    }
    let (kind, letter) = random.pick(&[(IdKind::Passport, 'E'), (IdKind::TravelPermit, 'H')]);
    form.with(Field::IdKind, kind.name()).with(
        Field::IdNumber,
        format!("{letter}{:08}", random.below(100_000_000)),
    )
}

/// A representative's name, too.
pub(super) fn name(random: &mut Random, man: bool) -> String {
    if random.chance(1) {
        return random.pick(&LONG_NAMES).to_owned();
    }
    let given = if man { MEN } else { WOMEN };
    format!("{}{}", random.pick(FAMILIES), random.pick(given))
}

fn mobile(random: &mut Random) -> String {
    format!("{}{:08}", random.pick(&MOBILES), random.below(100_000_000))
}

/// Of somebody between 18 and 83.
fn resident_id(random: &mut Random, man: bool, today: NaiveDate) -> String {
    let days = 18 * 366 + random.below(65 * 365);
    let born = today
        .checked_sub_days(Days::new(days.into()))
        .unwrap_or(today);
    // Men's sequence numbers are odd.
    let sequence = random.below(500) * 2 + u32::from(man);
    let mut number = format!(
        "{}{}{sequence:03}",
        random.pick(&PLACES).code,
        born.format("%Y%m%d")
    );
    number.extend(id_number::check_character(&number));
    number
}
