//! The demo company's clients: those of the sample lists, and made-up ones between and after them, without an end.

use std::{collections::HashSet, time::SystemTime, vec};

use chrono::{Days, NaiveDate};
use dossier::{
    client::{ClientForm, Field},
    date, tag,
};
use sheets::ReadError;

use super::{
    business::business,
    person::person,
    random::Random,
    samples::samples,
    staff::{BOOKS, Book},
    words::{OWN_TAGS, PLACES, REMARKS, STREETS},
};

/// How many days ago the oldest made-up file was opened.
const OLDEST: u32 = 6 * 365;

/// A client's file to be.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// As typed, or as it stands in a list. Unit and account manager are missing: forms have them by their ids.
    pub form: ClientForm,
    /// The unit's name.
    pub unit: &'static str,
    /// The account manager's name.
    pub manager: &'static str,
}

/// The day by UTC, which engines take wherever they are.
pub fn today() -> NaiveDate {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    i32::try_from(since.as_secs() / 86_400)
        .ok()
        .and_then(date::from_days)
        .unwrap_or_default()
}

/// Clients without an end; the same for the same seed on the same day. No two have the same ID number, mobile or credit code.
///
/// Every other one is of the sample lists as long as there are any: within the first 2,000 they all come.
pub struct Clients {
    random: Random,
    today: NaiveDate,
    samples: vec::IntoIter<NewFile>,
    /// ID numbers, mobiles and credit codes that are in use.
    taken: HashSet<String>,
    count: u32,
}

impl Clients {
    /// Begins. No file was opened after `today`.
    ///
    /// # Errors
    /// A sample list can't be read; they are part of the program, and a test reads them.
    pub fn new(seed: u64, today: NaiveDate) -> Result<Self, ReadError> {
        let mut taken = HashSet::new();
        let mut samples = samples(today, &mut taken)?;
        // By numbers of their own: how many rows are right depends on the day, and who is made up does not.
        Random::new(!seed).shuffle(&mut samples);
        Ok(Self {
            random: Random::new(seed),
            today,
            samples: samples.into_iter(),
            taken,
            count: 0,
        })
    }

    /// How many of the sample lists are still to come.
    pub fn samples_left(&self) -> usize {
        self.samples.len()
    }

    fn made_up(&mut self) -> NewFile {
        let form = loop {
            let form = if self.random.chance(70) {
                person(&mut self.random, self.today)
            } else {
                business(&mut self.random)
            };
            if self.take(&form) {
                break form;
            }
        };
        let book = book(&mut self.random);
        NewFile {
            form: self.described(form),
            unit: book.unit,
            manager: book.manager,
        }
    }

    /// Notes the numbers that no other client may have; false, and nothing noted, if one is another's already.
    fn take(&mut self, form: &ClientForm) -> bool {
        let numbers = [Field::IdNumber, Field::Mobile, Field::CreditCode]
            .map(|field| form.get(field))
            .into_iter()
            .filter(|number| !number.is_empty());
        let free = numbers.clone().all(|number| !self.taken.contains(number));
        if free {
            self.taken.extend(numbers.map(str::to_owned));
        }
        free
    }

    /// With what persons and companies both have.
    fn described(&mut self, form: ClientForm) -> ClientForm {
        let random = &mut self.random;
        let address = format!(
            "{}{} {} 号",
            random.pick(&PLACES).address,
            random.pick(STREETS),
            1 + random.below(900)
        );
        let ago = Days::new(random.below(OLDEST).into());
        let opened = self.today.checked_sub_days(ago).unwrap_or(self.today);
        let form = form
            .with(Field::Address, address)
            .with(Field::Opened, date::format(opened))
            .tagged(tags(random));
        if random.chance(35) {
            form.with(Field::Remarks, random.pick(&REMARKS))
        } else {
            form
        }
    }
}

impl Iterator for Clients {
    type Item = NewFile;

    fn next(&mut self) -> Option<NewFile> {
        self.count = self.count.wrapping_add(1);
        let sample = if self.count.is_multiple_of(2) {
            self.samples.next()
        } else {
            None
        };
        sample.or_else(|| Some(self.made_up()))
    }
}

/// None, one or two: shipped ones, the company's own.
fn tags(random: &mut Random) -> Vec<String> {
    let mut tags = Vec::new();
    if random.chance(45) {
        tags.push(random.pick(&tag::SHIPPED).to_owned());
    }
    if random.chance(35) {
        tags.push(random.pick(&OWN_TAGS).to_owned());
    }
    tags
}

/// Whose client the next one is.
fn book(random: &mut Random) -> &'static Book {
    let mut left = random.below(100);
    BOOKS
        .iter()
        .find(|book| {
            let here = left < book.percent;
            left = left.saturating_sub(book.percent);
            here
        })
        .unwrap_or(&BOOKS[0])
}
