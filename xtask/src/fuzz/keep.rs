//! Which inputs are kept: few that together reach most of what all of them reach.

use std::{
    collections::{BTreeSet, BinaryHeap},
    fs,
    path::{Path, PathBuf},
};

use crate::Outcome;

/// The most that are kept of one target. A decoder of thirty types has thousands of small ways, and each would be a file.
const MOST: usize = 300;

/// Puts the chosen into the folder, in place of what is there.
///
/// # Errors
/// The control file of libFuzzer's merge is not as it writes it, or a file can't be read or written.
pub(super) fn keep(control: &Path, kept: &Path) -> Outcome {
    let chosen = chosen(&fs::read_to_string(control)?)?;
    let inputs = chosen
        .iter()
        .map(|path| Ok((path.file_name().unwrap_or_default(), fs::read(path)?)))
        .collect::<Outcome<Vec<_>>>()?;
    fs::remove_dir_all(kept)?;
    fs::create_dir_all(kept)?;
    for (name, bytes) in inputs {
        fs::write(kept.join(name), bytes)?;
    }
    Ok(())
}

/// What a merge wrote: how many inputs, how many of them are done already, the name of each, then lines of which `FT 3 17 18` says that
/// input 3 reaches the edges 17 and 18.
fn chosen(control: &str) -> Outcome<Vec<PathBuf>> {
    let mut lines = control.lines();
    let count: usize = lines.next().unwrap_or_default().parse()?;
    let names: Vec<&str> = lines.by_ref().skip(1).take(count).collect();
    let mut reached = vec![BTreeSet::new(); count];
    for line in lines {
        let mut words = line.split_whitespace();
        if words.next() == Some("FT") {
            let input: usize = words.next().unwrap_or_default().parse()?;
            let edges = words.map(str::parse).collect::<Result<_, _>>()?;
            *reached.get_mut(input).ok_or("an input without a name")? = edges;
        }
    }
    let chosen = reaching_most(&reached, MOST);
    Ok(chosen
        .into_iter()
        .map(|input| names[input].into())
        .collect())
}

/// Each time the one that adds most.
fn reaching_most(reached: &[BTreeSet<u32>], most: usize) -> Vec<usize> {
    let mut all = BTreeSet::new();
    let mut chosen = Vec::new();
    let mut heap: BinaryHeap<(usize, usize)> = (0..reached.len())
        .map(|input| (reached[input].len(), input))
        .collect();
    while chosen.len() < most
        && let Some((promised, input)) = heap.pop()
    {
        let adds = reached[input].difference(&all).count();
        if adds == 0 {
            continue;
        }
        // What it adds only shrinks: it is the best as long as its promise holds.
        if adds < promised {
            heap.push((adds, input));
            continue;
        }
        all.extend(&reached[input]);
        chosen.push(input);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_that_reach_most_are_chosen() {
        let control = "4\n0\na/one\na/two\na/three\na/four\n\
            STARTED 0 9\nFT 0 1 2\nCOV 0 7\nSTARTED 1 9\nFT 1 1 2 3 4\nFT 2 4 5\nFT 3 2\n";
        let chosen = chosen(control).unwrap();
        assert_eq!(chosen, [Path::new("a/two"), Path::new("a/three")]);
        let reached = [BTreeSet::from([1]), BTreeSet::from([1, 2])];
        assert_eq!(reaching_most(&reached, 1), [1]);
    }
}
