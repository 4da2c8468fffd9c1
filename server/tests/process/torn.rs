//! A write that the end cut in two takes nothing with it that is acknowledged after it.
//!
//! The database appends each transaction to the last segment of its log: blocks of 32 KiB, in them fragments of a checksum (CRC-32 of kind
//! and content, 4 bytes), a length (2), a kind (1: whole, 2: first) and the content.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use crate::{
    archive::{files, found, save, sign_in},
    binary::Binary,
};

const BLOCK: usize = 32 * 1024;
const HEADER: usize = 7;
const WHOLE: u8 = 1;
const FIRST: u8 = 2;

/// The segment of the log that is written to.
fn segment(data: &Path) -> PathBuf {
    let mut segments: Vec<PathBuf> = fs::read_dir(data.join("db/wal"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "wal"))
        .collect();
    segments.sort();
    segments.pop().expect("the database has a log")
}

fn append(segment: &Path, bytes: &[u8]) {
    let mut file = OpenOptions::new().append(true).open(segment).unwrap();
    file.write_all(bytes).unwrap();
}

fn fragment(kind: u8, length: usize, content: &[u8]) -> Vec<u8> {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&[kind]);
    sum.update(content);
    let mut bytes = sum.finalize().to_be_bytes().to_vec();
    bytes.extend(u16::try_from(length).unwrap().to_be_bytes());
    bytes.push(kind);
    bytes.extend(content);
    bytes
}

/// A transaction of which less arrived than its length says.
fn cut_short(segment: &Path) {
    append(segment, &fragment(WHOLE, 100, &[0; 20]));
}

/// A transaction of which the part up to the block's end arrived.
fn cut_between_blocks(segment: &Path) {
    let end = usize::try_from(fs::metadata(segment).unwrap().len()).unwrap() % BLOCK;
    let room = BLOCK
        .checked_sub(end + HEADER)
        .expect("room for a fragment");
    append(segment, &fragment(FIRST, room, &vec![0; room]));
}

async fn nothing_is_lost_after(tear: fn(&Path)) {
    let data = tempfile::tempdir().unwrap();
    let mut server = Binary::start(data.path());
    let mut client = found(&server).await;
    let mut saved = Vec::new();
    for round in 0..3 {
        saved.push(save(&mut client, round).await.unwrap());
        server.kill();
        tear(&segment(data.path()));
        server = Binary::start(data.path());
        client = sign_in(&server).await;
        let there = files(&mut client).await;
        assert!(saved.iter().all(|file| there.contains(file)), "{round}");
    }
}

#[tokio::test]
async fn a_transaction_cut_short_takes_nothing_later_with_it() {
    nothing_is_lost_after(cut_short).await;
}

#[tokio::test]
async fn a_transaction_cut_between_blocks_takes_nothing_later_with_it() {
    nothing_is_lost_after(cut_between_blocks).await;
}
