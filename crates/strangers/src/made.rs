//! What several properties make out of a fuzzer's bytes.

use arbitrary::{Result, Unstructured};

/// The bytes with something altered, never the same.
pub(crate) fn altered(u: &mut Unstructured<'_>, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut altered = bytes.to_vec();
    match u.int_in_range(0..=3)? {
        0 if !bytes.is_empty() => altered.truncate(u.choose_index(bytes.len())?),
        1 => altered.extend_from_slice(&[u.arbitrary::<u8>()?]),
        2 if !bytes.is_empty() => {
            altered.remove(u.choose_index(bytes.len())?);
        }
        _ if !bytes.is_empty() => {
            let at = u.choose_index(bytes.len())?;
            altered[at] ^= u.int_in_range(1..=255)?;
        }
        _ => altered.push(0),
    }
    Ok(altered)
}

/// Some text or bytes, as long as the lengths about which the paddings change.
pub(crate) fn content(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let length = u.int_in_range(0..=2100)?;
    let filler = u.arbitrary()?;
    let mut content = u.bytes(u.len().min(length))?.to_vec();
    content.resize(length, filler);
    Ok(content)
}

/// One time in so many; never once the bytes have run out.
pub(crate) fn rarely(u: &mut Unstructured<'_>, times: u8) -> Result<bool> {
    Ok(u.int_in_range(1..=times)? == times)
}

/// Up to three.
pub(crate) fn list<T>(
    u: &mut Unstructured<'_>,
    mut item: impl FnMut(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let length = u.int_in_range(0..=3)?;
    (0..length).map(|_| item(u)).collect()
}
