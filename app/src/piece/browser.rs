//! The browser's side: building and hydrating behind one small virtual table.

use leptos::tachys::{
    html::attribute::{Attribute, any_attribute::AnyAttribute},
    hydration::Cursor,
    renderer::{Rndr, types},
    view::{Mountable, Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
};

trait Erased: Send {
    fn build(self: Box<Self>) -> Standing;
    fn hydrate(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> Standing;
}

/// A view that the server rendered as well.
struct Early<T>(T);

/// A view that is made in the browser only, so that nothing of it needs hydrating.
struct Late<T>(T);

impl<T: RenderHtml + 'static> Erased for Early<T> {
    fn build(self: Box<Self>) -> Standing {
        built(self.0, T::EXISTS)
    }

    fn hydrate(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> Standing {
        let view = Box::new(self.0.hydrate::<true>(cursor, position));
        // The server marks the place of what does not exist with a comment.
        let placeholder = (!T::EXISTS).then(|| cursor.next_placeholder(position));
        Standing { view, placeholder }
    }
}

impl<T: RenderHtml + 'static> Erased for Late<T> {
    fn build(self: Box<Self>) -> Standing {
        built(self.0, T::EXISTS)
    }

    /// Nothing stands in the document to be taken over: the view is built and waits to be mounted.
    fn hydrate(self: Box<Self>, _: &Cursor, _: &PositionState) -> Standing {
        self.build()
    }
}

fn built<T: Render<State: 'static>>(view: T, exists: bool) -> Standing {
    let view = Box::new(view.build());
    Standing {
        view,
        placeholder: (!exists).then(Rndr::create_placeholder),
    }
}

/// A view with its type erased.
pub(crate) struct Piece(Box<dyn Erased>);

/// Erasing a view's type.
pub(crate) trait IntoPiece {
    /// For a view that the server renders.
    fn piece(self) -> Piece;
    /// For a view that appears in the browser only.
    fn late(self) -> Piece;
}

impl<T: RenderHtml + 'static> IntoPiece for T {
    fn piece(self) -> Piece {
        Piece(Box::new(Early(self)))
    }

    fn late(self) -> Piece {
        Piece(Box::new(Late(self)))
    }
}

/// A piece in the document.
pub(crate) struct Standing {
    view: Box<dyn Mountable>,
    placeholder: Option<types::Placeholder>,
}

impl Mountable for Standing {
    fn unmount(&mut self) {
        self.view.unmount();
        if let Some(placeholder) = &mut self.placeholder {
            placeholder.unmount();
        }
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.view.mount(parent, marker);
        if let Some(placeholder) = &mut self.placeholder {
            placeholder.mount(parent, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.view.insert_before_this(child)
            || self
                .placeholder
                .as_ref()
                .is_some_and(|placeholder| placeholder.insert_before_this(child))
    }

    fn elements(&self) -> Vec<types::Element> {
        self.view.elements()
    }
}

impl Render for Piece {
    type State = Standing;

    fn build(self) -> Standing {
        self.0.build()
    }

    fn rebuild(self, state: &mut Standing) {
        let mut new = self.0.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl AddAnyAttr for Piece {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Piece {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    /// Only servers write HTML.
    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Standing {
        self.0.hydrate(cursor, position)
    }

    fn into_owned(self) -> Self {
        self
    }
}
