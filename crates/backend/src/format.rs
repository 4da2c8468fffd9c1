//! The format of what lies in the data folder: a number in a file of its own, so that an older program does not touch what a newer one
//! wrote, and says why.

use std::{fs, io, path::Path};

use crate::{config::OpenError, private};

/// The format that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// The format that a data folder is in; none where nothing lies there yet.
///
/// # Errors
/// The file can't be read, or holds no number.
pub fn stored_format(data: &Path) -> io::Result<Option<u32>> {
    let text = match fs::read_to_string(data.join(private::FORMAT)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let number = text.trim().parse().map_err(io::Error::other)?;
    Ok(Some(number))
}

/// Refuses a folder of a newer format, and notes the format of one that has none yet.
pub(crate) fn claim(data: &Path) -> Result<(), OpenError> {
    let file = data.join(private::FORMAT);
    match stored_format(data) {
        Ok(Some(found)) if found > FORMAT => Err(OpenError::Newer(found)),
        Ok(Some(_)) => Ok(()),
        Ok(None) => {
            fs::write(&file, format!("{FORMAT}\n")).map_err(|error| OpenError::File(file, error))
        }
        Err(error) => Err(OpenError::File(file, error)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_folder_is_claimed_once_and_one_of_a_newer_program_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(stored_format(folder.path()).unwrap(), None);
        claim(folder.path()).unwrap();
        assert_eq!(stored_format(folder.path()).unwrap(), Some(FORMAT));
        claim(folder.path()).unwrap();
        let file = folder.path().join(private::FORMAT);
        fs::write(&file, "2\n").unwrap();
        assert!(matches!(claim(folder.path()), Err(OpenError::Newer(2))));
        assert_eq!(fs::read_to_string(&file).unwrap(), "2\n");
        fs::write(&file, "a number").unwrap();
        assert!(matches!(claim(folder.path()), Err(OpenError::File(..))));
    }
}
