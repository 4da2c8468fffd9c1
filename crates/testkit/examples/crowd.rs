//! Founds the company for measurements of keys on a running server: `crowd <set-up link> <files>`.

use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let link = arguments.next().ok_or("which set-up link?")?;
    let files: usize = arguments.next().ok_or("how many files?")?.parse()?;
    let (origin, token) = link
        .split_once("/set-up#")
        .ok_or("this is no set-up link")?;
    let founded = testkit::crowd::crowd(origin, token, files).await;
    founded.map_err(|failure| format!("{failure:?}"))?;
    Ok(())
}
