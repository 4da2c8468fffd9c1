//! Pieces that change with signals. All of them share one type, so the code that keeps them current exists once.

use leptos::prelude::*;

use super::{IntoPiece, Piece, inside::Again};

/// A place in the document whose piece is made anew whenever what it read changes.
pub(crate) type Live = Box<dyn FnMut() -> Piece + Send>;

/// Such a place.
pub(crate) fn live(draw: impl FnMut() -> Piece + Send + 'static) -> Live {
    Box::new(draw)
}

/// A piece, or nothing.
pub(crate) fn maybe(piece: Option<Piece>) -> Piece {
    piece.unwrap_or_else(|| ().piece())
}

/// Shows its children, made in the browser, while `on` holds.
#[component]
pub(crate) fn When(on: Signal<bool>, children: Again) -> impl IntoView {
    let on = Memo::new(move |_| on.get());
    live(move || maybe(on.get().then(|| children.draw())))
}
