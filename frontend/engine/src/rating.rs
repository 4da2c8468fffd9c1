//! How hard a password is to guess: zxcvbn, with what Chinese users choose most.

use bridge::account::PasswordRating;
use zxcvbn::zxcvbn;

/// Patterns from published lists of leaked Chinese passwords that the English lists lack: pinyin words, number homophones, keyboard walks.
const CHINESE: [&str; 40] = [
    "woaini",
    "woaini1314",
    "aini1314",
    "5201314",
    "1314520",
    "520520",
    "iloveyou",
    "wodemima",
    "mima",
    "mimamima",
    "nihao",
    "nihaoma",
    "zhongguo",
    "beijing",
    "shanghai",
    "guangzhou",
    "shenzhen",
    "xiaoming",
    "wangwei",
    "zhangwei",
    "liwei",
    "wangfang",
    "baobao",
    "laopo",
    "laogong",
    "taobao",
    "weixin",
    "zhifubao",
    "qq123456",
    "a123456",
    "a123456789",
    "aa123456",
    "abc123456",
    "qwe123456",
    "q1w2e3r4",
    "1qaz2wsx",
    "147258369",
    "woshishui",
    "caonima",
    "jiandang",
];

/// Characters beyond which more length does not change the verdict; rating takes time that grows with length.
const RATED: usize = 72;

/// Rates a password against words that a guesser would try first.
pub(crate) fn rate(password: &str, context: &[String]) -> PasswordRating {
    let password: String = password.chars().take(RATED).collect();
    let mut words: Vec<&str> = CHINESE.to_vec();
    words.extend(
        context
            .iter()
            .map(String::as_str)
            .filter(|word| !word.is_empty()),
    );
    PasswordRating {
        score: u8::from(zxcvbn(&password, &words).score()),
    }
}
