//! Tables and indexes. Rows are written by this crate alone, from typed values.

/// Made on opening; those that exist stay.
pub(crate) const TABLES: &str = "
DEFINE TABLE IF NOT EXISTS setup;
DEFINE TABLE IF NOT EXISTS head;
DEFINE TABLE IF NOT EXISTS entry;
DEFINE TABLE IF NOT EXISTS sealed_box;
DEFINE TABLE IF NOT EXISTS file;
DEFINE TABLE IF NOT EXISTS envelope;
DEFINE TABLE IF NOT EXISTS tag;
DEFINE INDEX IF NOT EXISTS tag_blind ON tag FIELDS blind;
DEFINE TABLE IF NOT EXISTS tag_salt;
DEFINE TABLE IF NOT EXISTS account;
DEFINE TABLE IF NOT EXISTS sign_in_name;
DEFINE TABLE IF NOT EXISTS invitation;
DEFINE TABLE IF NOT EXISTS invited;
DEFINE TABLE IF NOT EXISTS renewal;
DEFINE TABLE IF NOT EXISTS operation;
DEFINE INDEX IF NOT EXISTS operation_device ON operation FIELDS device;
DEFINE TABLE IF NOT EXISTS second_factor;
DEFINE TABLE IF NOT EXISTS session;
DEFINE INDEX IF NOT EXISTS session_expires ON session FIELDS expires;
DEFINE INDEX IF NOT EXISTS session_person ON session FIELDS person;
DEFINE TABLE IF NOT EXISTS device;
DEFINE INDEX IF NOT EXISTS device_person ON device FIELDS person;
DEFINE TABLE IF NOT EXISTS reading;
DEFINE INDEX IF NOT EXISTS reading_begun ON reading FIELDS begun;
DEFINE TABLE IF NOT EXISTS read_file;
DEFINE TABLE IF NOT EXISTS told;
DEFINE INDEX IF NOT EXISTS told_at ON told FIELDS at;
DEFINE TABLE IF NOT EXISTS tries;
DEFINE INDEX IF NOT EXISTS tries_person ON tries FIELDS person;
DEFINE INDEX IF NOT EXISTS tries_since ON tries FIELDS since;
DEFINE TABLE IF NOT EXISTS challenge;
DEFINE INDEX IF NOT EXISTS challenge_expires ON challenge FIELDS expires;
";
