//! The server's side: the framework's erased view, which knows how to write HTML.

use leptos::{
    prelude::{AnyView, IntoAny},
    tachys::view::RenderHtml,
};

/// A view with its type erased.
pub(crate) type Piece = AnyView;

/// Erasing a view's type.
pub(crate) trait IntoPiece {
    /// For a view that the server renders.
    fn piece(self) -> Piece;
    /// For a view that appears in the browser only.
    fn late(self) -> Piece;
}

impl<T: RenderHtml + 'static> IntoPiece for T {
    fn piece(self) -> Piece {
        self.into_any()
    }

    fn late(self) -> Piece {
        self.into_any()
    }
}
