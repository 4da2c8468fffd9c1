//! What is wrong with a field.

use bridge::{
    Failure, Reason,
    account::Lack,
    names::{self, NameProblem},
};
use dossier::client::{Field, IdKind, Kind, Problem};

use super::{Lang, Text, clients, reasons, words};

words! {
    MISSING: "请填写", "Please fill this in";
    CHOOSE: "请选择", "Please choose";
    TOO_LONG: "最多 {0} 个字", "At most {0} characters";
    TOO_SHORT: "至少 {0} 个字", "At least {0} characters";
    SPACES: "登录名里不能有空格", "A sign-in name can't have spaces inside";
    DUPLICATE: "这里已经有了，请换一个", "It is there already; choose another";
    WEAK: "还太容易猜到，再加一两个不相干的词", "Still too easy to guess; add one or two unrelated words";
    SHORT: "太短了", "Too short";
    KINDS: "要有大写字母、小写字母、数字和符号中的至少 {0} 种", "Use at least {0} kinds out of capitals, small letters, digits and symbols";
    KINDS_ALL: "要同时有大写字母、小写字母、数字和符号", "Use capitals, small letters, digits and symbols";
    USED_BEFORE: "这个密码最近用过，请换一个", "You have had this password lately; choose another one";
    NO_SUCH_NAME: "没有人用这个登录名", "Nobody signs in with this name";
    CHARACTERS: "有不能用的字符", "It contains characters that can't be used here";
    ID_LENGTH: "身份证号应为 18 位", "A resident ID number has 18 characters";
    ID_REGION: "开头的地区码不存在", "The region at the beginning does not exist";
    ID_BIRTH_DATE: "其中的出生日期不存在", "The date of birth in it does not exist";
    ID_CHECK_DIGIT: "校验位不对，请逐位核对", "The check digit is wrong; compare digit by digit";
    DOCUMENT_NUMBER: "应为 5 到 20 位字母或数字", "It should have 5 to 20 letters or digits";
    CREDIT_CHARACTERS: "只有数字和大写字母，没有 I、O、S、V、Z", "It has digits and capital letters only, and never I, O, S, V or Z";
    CREDIT_LENGTH: "统一社会信用代码应为 18 位", "A credit code has 18 characters";
    CREDIT_INNER: "第 9 到 17 位（组织机构代码）对不上，请逐位核对", "Places 9 to 17, the organisation's own code, do not check; compare one by one";
    CREDIT_CHECK: "最后一位校验码不对，请逐位核对", "The last character does not check; compare one by one";
    MOBILE: "应为 11 位手机号；境外号码以 + 和国家或地区代码开头", "It should have 11 digits, or begin with + and the country's code";
    PHONE: "请带区号填写，如 0571-25063883 转 801，400 或 95 开头的号码也可以", "Write it with its area code, like 0571-25063883 转 801; numbers that begin with 400 or 95 are fine as well";
    INDUSTRY: "请从列表里选一个行业", "Choose an industry of the list";
    DATE: "请按 2026-01-05 的样子填写", "Write it like 2026-01-05";
    DATE_RANGE: "日期不能在将来，也不能早于 1900 年", "The date can't be in the future or before 1900";
    PERIOD: "要在今天到一年之内", "Between today and a year from now";
    TOO_MANY: "最多 {0} 个", "At most {0}";
    WRONG: "这里填得不对", "This is not right";
}

/// A field's problem in the reader's words.
pub(crate) fn say(field: Field, problem: Problem, lang: Lang) -> String {
    match problem {
        Problem::Missing if matches!(field, Field::Manager | Field::Unit) => {
            CHOOSE.at(lang).to_owned()
        }
        Problem::TooLong(limit) => TOO_LONG.with(lang, &[&limit.to_string()]),
        Problem::TooMany(limit) => TOO_MANY.with(lang, &[&limit.to_string()]),
        plain => text(plain).at(lang).to_owned(),
    }
}

fn text(problem: Problem) -> Text {
    match problem {
        Problem::Missing => MISSING,
        Problem::TooLong(_) => TOO_LONG,
        Problem::Characters => CHARACTERS,
        Problem::IdLength => ID_LENGTH,
        Problem::IdRegion => ID_REGION,
        Problem::IdBirthDate => ID_BIRTH_DATE,
        Problem::IdCheckDigit => ID_CHECK_DIGIT,
        Problem::DocumentNumber => DOCUMENT_NUMBER,
        Problem::CreditCharacters => CREDIT_CHARACTERS,
        Problem::CreditLength => CREDIT_LENGTH,
        Problem::CreditInner => CREDIT_INNER,
        Problem::CreditCheck => CREDIT_CHECK,
        Problem::Mobile => MOBILE,
        Problem::Phone => PHONE,
        Problem::Industry => INDUSTRY,
        Problem::Date => DATE,
        Problem::DateRange => DATE_RANGE,
        Problem::TooMany(_) => TOO_MANY,
    }
}

/// A problem that the engine named; limits are not in the name, so the longest form is said without one.
fn named(name: &str) -> Text {
    const PLAIN: [Problem; 16] = [
        Problem::Missing,
        Problem::Characters,
        Problem::IdLength,
        Problem::IdRegion,
        Problem::IdBirthDate,
        Problem::IdCheckDigit,
        Problem::DocumentNumber,
        Problem::CreditCharacters,
        Problem::CreditLength,
        Problem::CreditInner,
        Problem::CreditCheck,
        Problem::Mobile,
        Problem::Phone,
        Problem::Industry,
        Problem::Date,
        Problem::DateRange,
    ];
    match name {
        "duplicate" => DUPLICATE,
        "period" => PERIOD,
        "weak" => WEAK,
        "too_short" => SHORT,
        "kinds" => KINDS_ALL,
        "used_before" => USED_BEFORE,
        name => PLAIN
            .into_iter()
            .find(|problem| problem.name() == name)
            .map_or(WRONG, text),
    }
}

/// What is wrong with a name as it is typed; that it is empty or short, once the form was pressed.
pub(crate) fn name(typed: &str, pressed: bool, lang: Lang) -> Option<String> {
    said_of(names::parse(typed).err()?, pressed, lang)
}

/// The same of what somebody will sign in with.
pub(crate) fn sign_in_name(typed: &str, pressed: bool, lang: Lang) -> Option<String> {
    said_of(names::parse_sign_in(typed).err()?, pressed, lang)
}

fn said_of(problem: NameProblem, pressed: bool, lang: Lang) -> Option<String> {
    let limit = |text: Text, limit: u16| text.with(lang, &[&limit.to_string()]);
    match problem {
        NameProblem::Missing => filled("", pressed, lang),
        NameProblem::TooShort(least) => pressed.then(|| limit(TOO_SHORT, least)),
        NameProblem::TooLong(most) => Some(limit(TOO_LONG, most)),
        NameProblem::Spaces => Some(SPACES.at(lang).to_owned()),
        NameProblem::Characters => Some(CHARACTERS.at(lang).to_owned()),
    }
}

/// That nothing is there, once the form was pressed.
pub(crate) fn filled(typed: &str, pressed: bool, lang: Lang) -> Option<String> {
    (pressed && typed.trim().is_empty()).then(|| MISSING.at(lang).to_owned())
}

/// That nothing was chosen, once the form was pressed.
pub(crate) fn chosen(value: &str, pressed: bool, lang: Lang) -> Option<String> {
    (pressed && value.is_empty()).then(|| CHOOSE.at(lang).to_owned())
}

/// What a failure says about the field that the engine knows by this name.
pub(crate) fn beside(failure: &Failure, field: &str, lang: Lang) -> Option<String> {
    let (_, problem) = failure.fields.iter().find(|(name, _)| name == field)?;
    Some(named(problem).at(lang).to_owned())
}

/// What a password lacks, in the reader's words.
pub(crate) fn lack(lack: Lack, lang: Lang) -> String {
    match lack {
        Lack::Length(least) => TOO_SHORT.with(lang, &[&least.to_string()]),
        Lack::Kinds(4) => KINDS_ALL.at(lang).to_owned(),
        Lack::Kinds(least) => KINDS.with(lang, &[&least.to_string()]),
    }
}

/// What a failure says about a name.
pub(crate) fn of_name(failure: &Failure, lang: Lang) -> Option<String> {
    beside(failure, "name", lang)
}

/// What a failure says about the name that somebody wants to sign in with.
pub(crate) fn of_sign_in_name(failure: &Failure, lang: Lang) -> Option<String> {
    match failure.reason {
        Reason::NameTaken => Some(reasons::say(failure, lang)),
        _ => beside(failure, "sign_in_name", lang),
    }
}

/// The label of such a client's field.
pub(crate) fn label(kind: Kind, field: Field) -> Text {
    match field {
        Field::Name if kind == Kind::Company => clients::COMPANY_NAME,
        Field::Address if kind == Kind::Company => clients::REGISTERED_ADDRESS,
        Field::CreditCode => clients::CREDIT_CODE,
        Field::Representative => clients::REPRESENTATIVE,
        Field::Phone => clients::PHONE,
        Field::Industry => clients::INDUSTRY,
        Field::Scope => clients::SCOPE,
        Field::Name => clients::NAME,
        Field::ShortName => clients::SHORT_NAME,
        Field::IdKind => clients::ID_KIND,
        Field::IdNumber => clients::ID_NUMBER,
        Field::Mobile => clients::MOBILE,
        Field::Address => clients::ADDRESS,
        Field::Manager => clients::MANAGER,
        Field::Opened => clients::OPENED,
        Field::Unit => clients::UNIT,
        Field::Tags => clients::TAGS,
        Field::Remarks => clients::REMARKS,
    }
}

/// A kind of document.
pub(crate) fn id_kind(kind: IdKind) -> Text {
    match kind {
        IdKind::ResidentId => clients::RESIDENT_ID,
        IdKind::Passport => clients::PASSPORT,
        IdKind::TravelPermit => clients::TRAVEL_PERMIT,
        IdKind::PermanentResidence => clients::PERMANENT_RESIDENCE,
    }
}
