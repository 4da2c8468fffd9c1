//! One spelling for what people type, paste and import. Every function here is idempotent.
//!
//! What [`number`] returns is also what equality tags are computed from, so that the same number typed twice is found.

/// Folds full-width ASCII (U+FF01–FF5E) and the ideographic space to their half-width forms.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// A line of text: full-width letters, digits and spaces folded, runs of white space made one space, ends trimmed.
///
/// Punctuation stays as typed: in Chinese text its full-width form is the right one.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in visible(text).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(fold_alphanumeric));
    }
    out
}

/// What is looked for, and what it is looked for in: as [`text`], in lower case.
pub fn sought(text: &str) -> String {
    self::text(text).to_lowercase()
}

/// A person's name: as [`text`], with the many dots between the parts of a name made U+00B7.
pub fn name(name: &str) -> String {
    text(name)
        .chars()
        .map(|c| match c {
            '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' | '\u{ff65}' => '·',
            other => other,
        })
        .collect()
}

/// Text of several lines: line ends made LF, tabs made spaces, ends of lines and of the whole trimmed. Nothing is folded.
pub fn lines(text: &str) -> String {
    let unified = visible(text)
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', " ");
    let trimmed: Vec<&str> = unified.lines().map(str::trim_end).collect();
    trimmed.join("\n").trim().to_owned()
}

/// A number of a document or a telephone: folded, without white space and dashes, ASCII letters in upper case.
pub fn number(number: &str) -> String {
    visible(number)
        .chars()
        .map(fold_char)
        .filter(|&c| !c.is_whitespace() && !is_dash(c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Whether a line holds only what [`text`] leaves and forms let through. It need not be in its one spelling.
pub(crate) fn is_line(line: &str) -> bool {
    let breaks = |c| matches!(c, '\u{2028}' | '\u{2029}');
    !line
        .chars()
        .any(|c| is_invisible(c) || c.is_control() || breaks(c))
}

/// As [`is_line`] for text of several lines, by what [`lines`] leaves.
pub(crate) fn are_lines(text: &str) -> bool {
    !text
        .chars()
        .any(|c| (c.is_control() && c != '\n') || is_invisible(c))
}

/// Without the marks nobody sees that come along with copied text: zero-width spaces, byte-order marks, direction marks.
/// Where nothing is left but what would shape letters, nothing is left.
fn visible(text: &str) -> String {
    let seen: String = text.chars().filter(|&c| !is_invisible(c)).collect();
    if seen.chars().all(|c| c.is_whitespace() || shapes(c)) {
        return String::new();
    }
    seen
}

/// Unicode's `Default_Ignorable_Code_Point`, all of `Bidi_Control` among them, but for what [`shapes`].
///
/// A section that holds one of these is not read: a mark that is added here shuts what was sealed with it before.
fn is_invisible(c: char) -> bool {
    // Nearly all of every text: a list of a hundred thousand files asks ten million times.
    if matches!(c, ' '..='~' | '\u{4e00}'..='\u{9fff}') {
        return false;
    }
    let ignorable = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}');
    ignorable && !shapes(c)
}

/// Whether a mark changes what its neighbours look like, so that without it a name is spelt wrongly or an emoji is another one:
/// Mongolian's selectors and vowel separator, the joiners (Persian, Indic, families of emoji), and variation selectors (which form of
/// a Chinese character, which face of an emoji). Tags stay out, though three flags are made of them: they hide whole sentences.
fn shapes(c: char) -> bool {
    matches!(c,
        '\u{180b}'..='\u{180f}' | '\u{200c}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn fold_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        // The full-width forms stand in ASCII's order, this far away.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

fn fold_alphanumeric(c: char) -> char {
    let folded = fold_char(c);
    if folded.is_ascii_alphanumeric() {
        folded
    } else {
        c
    }
}
