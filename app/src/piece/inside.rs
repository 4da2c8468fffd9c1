//! What stands between a component's tags, as a piece.

use leptos::{children::ToChildren, tachys::view::RenderHtml};

use super::{IntoPiece, Piece};

/// Children that the server renders as well.
pub(crate) struct Inside(Box<dyn FnOnce() -> Piece + Send>);

/// Children that appear in the browser only.
pub(crate) struct LateInside(Box<dyn FnOnce() -> Piece + Send>);

/// Children that come and go in the browser.
pub(crate) struct Again(Box<dyn Fn() -> Piece + Send>);

impl Inside {
    pub(crate) fn draw(self) -> Piece {
        (self.0)()
    }
}

impl LateInside {
    pub(crate) fn draw(self) -> Piece {
        (self.0)()
    }
}

impl Again {
    pub(crate) fn draw(&self) -> Piece {
        (self.0)()
    }
}

impl<F, C> ToChildren<F> for Inside
where
    F: FnOnce() -> C + Send + 'static,
    C: RenderHtml + 'static,
{
    fn to_children(children: F) -> Self {
        Self(Box::new(move || children().piece()))
    }
}

impl<F, C> ToChildren<F> for LateInside
where
    F: FnOnce() -> C + Send + 'static,
    C: RenderHtml + 'static,
{
    fn to_children(children: F) -> Self {
        Self(Box::new(move || children().late()))
    }
}

impl<F, C> ToChildren<F> for Again
where
    F: Fn() -> C + Send + 'static,
    C: RenderHtml + 'static,
{
    fn to_children(children: F) -> Self {
        Self(Box::new(move || children().late()))
    }
}
