//! The picture of a fingerprint: five by five cells, each of one hexadecimal digit, so that 100 bits show. A cell has one of four shapes in
//! one of four turns.

use std::fmt::Write;

/// Cells in a row.
const CELLS: usize = 5;
/// Units of a cell and of the picture.
const CELL: i32 = 8;
const WIDTH: i32 = 40;

/// The outline for SVG; spaces between digits are passed over.
pub(super) fn path(digits: &str) -> String {
    let values = digits.chars().filter_map(|digit| digit.to_digit(16));
    let mut path = String::new();
    let (mut left, mut top) = (0, 0);
    for value in values.take(CELLS * CELLS) {
        cell(&mut path, left, top, value);
        left += CELL;
        if left == WIDTH {
            (left, top) = (0, top + CELL);
        }
    }
    path
}

/// Adds a cell whose corner on the upper left is at these units.
fn cell(path: &mut String, left: i32, top: i32, value: u32) {
    let corners = [(0, 0), (CELL, 0), (CELL, CELL), (0, CELL)];
    let turn = (value >> 2) as usize;
    let at = |corner: usize| {
        let (x, y) = corners[(corner + turn) % 4];
        (left + x, top + y)
    };
    let middle = |from: usize, to: usize| {
        let (from, to) = (at(from), at(to));
        ((from.0 + to.0) / 2, (from.1 + to.1) / 2)
    };
    let mut go = |step: &str, (x, y): (i32, i32)| {
        // Writing to a string cannot fail.
        let _ = write!(path, "{step}{x} {y}");
    };
    match value & 3 {
        // A triangle in the corner.
        0 => {
            go("M", at(3));
            go("L", at(0));
            go("L", at(1));
        }
        // A quarter of a disc around it.
        1 => {
            go("M", at(3));
            go("L", at(0));
            go("L", at(1));
            go("A8 8 0 0 1 ", at(3));
        }
        // Half of the cell.
        2 => {
            go("M", at(0));
            go("L", at(1));
            go("L", middle(1, 2));
            go("L", middle(0, 3));
        }
        // Half of a disc on its side.
        _ => {
            go("M", at(0));
            go("L", at(1));
            go("A4 4 0 0 1 ", at(0));
        }
    }
    path.push('Z');
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn sixteen_cells_are_sixteen_shapes() {
        let shapes: BTreeSet<String> = (0..16)
            .map(|value| {
                let mut path = String::new();
                cell(&mut path, 0, 0, value);
                path
            })
            .collect();
        assert_eq!(shapes.len(), 16);
    }

    #[test]
    fn a_digit_changes_its_own_cell() {
        let plain = "5a5a ".repeat(10);
        let cells =
            |digits: &str| -> Vec<String> { path(digits).split('Z').map(str::to_owned).collect() };
        let before = cells(&plain);
        assert_eq!(before.len(), CELLS * CELLS + 1);
        let places = (0..plain.len()).filter(|at| plain.as_bytes()[*at] != b' ');
        for (number, at) in places.enumerate() {
            let mut digits = plain.clone();
            digits.replace_range(at..=at, "f");
            let after = cells(&digits);
            let changed = (0..after.len()).filter(|cell| after[*cell] != before[*cell]);
            let shown = number < CELLS * CELLS;
            let expected: Vec<usize> = shown.then_some(number).into_iter().collect();
            assert_eq!(changed.collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn what_is_no_fingerprint_is_no_picture() {
        assert_eq!(path(""), "");
        assert_eq!(path("你好 xyz"), "");
    }
}
