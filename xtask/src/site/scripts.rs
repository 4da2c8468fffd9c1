//! The hand-written scripts: `"./name"` becomes the fingerprinted name.

use super::pack::Site;

/// Replaces every string literal that begins with `./` by the name that the site gives the file.
///
/// # Errors
/// The name of a file that the site does not have.
pub(super) fn resolve(text: &str, site: &Site) -> Result<String, String> {
    replace(text, |name| site.file(name).map(str::to_owned))
}

fn replace(text: &str, known: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut result = String::with_capacity(text.len());
    let mut pieces = text.split("\"./");
    result.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once('"').ok_or_else(|| piece.to_owned())?;
        let file = known(name).ok_or_else(|| name.to_owned())?;
        result.push_str("\"./");
        result.push_str(&file);
        result.push('"');
        result.push_str(rest);
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_unknown_ones_refused() {
        let known = |name: &str| (name == "page.js").then(|| "page.0f.js".to_owned());
        assert_eq!(
            replace("import(\"./page.js\"); \"x\"", known),
            Ok("import(\"./page.0f.js\"); \"x\"".to_owned())
        );
        assert_eq!(
            replace("import \"./other.js\";", known),
            Err("other.js".to_owned())
        );
    }
}
