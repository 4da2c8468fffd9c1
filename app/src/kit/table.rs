//! Tables, and the window of rows that is drawn of a long one.

use crate::piece::{IntoPiece, LateInside};
use leptos::prelude::*;

use crate::i18n::{Text, Words, t};

/// The height of a row in px; the style sheet has the same as `--row`.
pub(crate) const ROW: u32 = 40;

/// Rows drawn beyond each edge, so that a quick scroll does not show blanks.
const OVERSCAN: u32 = 12;

/// Rows from `from` up to, and without, `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from: u32,
    pub(crate) to: u32,
}

/// The rows to draw of `total` when so many px are scrolled away and so many are in sight.
pub(crate) fn window(total: u32, scrolled: u32, height: u32) -> Window {
    let from = (scrolled / ROW).saturating_sub(OVERSCAN).min(total);
    let to = (scrolled.saturating_add(height) / ROW)
        .saturating_add(1 + OVERSCAN)
        .min(total);
    Window {
        from,
        to: to.max(from),
    }
}

/// Where to scroll so that a row is in sight; none if it is already.
pub(crate) fn reveal(row: u32, scrolled: u32, height: u32) -> Option<u32> {
    // One row is hidden below the heading, which stays.
    let body = height.saturating_sub(ROW);
    let top = row * ROW;
    if top < scrolled {
        Some(top)
    } else if top + ROW > scrolled + body {
        Some((top + ROW).saturating_sub(body))
    } else {
        None
    }
}

/// A plain table with a heading row.
#[component]
pub(crate) fn Table(
    /// What it lists.
    #[prop(into)]
    label: Words,
    heads: &'static [Text],
    /// The rows.
    children: LateInside,
) -> impl IntoView {
    view! {
        <div class="table-frame" role="region" aria-label=label tabindex="0">
            <table class="table" aria-label=label>
                <thead>
                    <tr>{heads.iter().map(|head| view! { <th scope="col">{t(*head)}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{children.draw()}</tbody>
            </table>
        </div>
    }
    .late()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_stays_inside_the_list() {
        assert_eq!(window(0, 0, 800), Window { from: 0, to: 0 });
        assert_eq!(window(5, 0, 800), Window { from: 0, to: 5 });
        assert_eq!(window(100_000, 4_000, 800), Window { from: 88, to: 133 });
        assert_eq!(window(10, 4_000, 800), Window { from: 10, to: 10 });
    }

    #[test]
    fn a_row_out_of_sight_is_scrolled_to_its_nearer_edge() {
        assert_eq!(reveal(3, 0, 400), None);
        assert_eq!(reveal(1, 400, 400), Some(40));
        assert_eq!(reveal(20, 0, 400), Some(480));
    }
}
