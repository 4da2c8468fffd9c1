//! Line icons on a 16-unit grid, drawn for this product.

use leptos::prelude::*;

/// A drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    Alert,
    Archive,
    Bench,
    Check,
    Clock,
    Close,
    Copy,
    Eye,
    EyeOff,
    Key,
    Lock,
    More,
    Onward,
    Pen,
    Person,
    Plus,
    Search,
    Settings,
    Sync,
    Tree,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Alert => "M8 2 14.5 13.5h-13ZM8 6.5v3.2M8 11.6v.1",
            Self::Archive => "M2 3.5h12v3H2ZM3 6.5v6.5h10V6.5M6.5 9h3",
            Self::Bench => {
                "M2.5 3h4.8v4.2H2.5ZM2.5 9.4h4.8v3.6H2.5ZM9.2 3h4.3v2.4H9.2ZM9.2 7.6h4.3V13H9.2Z"
            }
            Self::Check => "m3 8.5 3.3 3.3L13 5",
            Self::Clock => "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2ZM8 5v3.2l2.2 1.4",
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Copy => "M5.5 5.5h7.5v8H5.5ZM3 10.5v-8h7.5",
            Self::Eye => {
                "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8ZM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6Z"
            }
            Self::EyeOff => {
                "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8ZM3 13 13 3"
            }
            Self::Key => {
                "M5.2 7.2a2.9 2.9 0 1 0 0 5.8 2.9 2.9 0 0 0 0-5.8ZM7.3 8 13 2.3M10.4 5l2 2"
            }
            Self::Lock => "M3.5 7.2h9v6.3h-9ZM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2",
            Self::More => {
                "M3.5 7.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2ZM8 7.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2ZM12.5 7.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2Z"
            }
            Self::Onward => "m6 3.5 4.5 4.5L6 12.5",
            Self::Pen => "m3 13 .7-2.9L10.8 3l2.2 2.2-7.1 7.1ZM9.4 4.4l2.2 2.2",
            Self::Person => {
                "M8 2.5a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM2.8 13.5c.5-2.7 2.5-4.1 5.2-4.1s4.7 1.4 5.2 4.1"
            }
            Self::Plus => "M8 3v10M3 8h10",
            Self::Search => "M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4ZM10.2 10.2 13.4 13.4",
            Self::Settings => {
                "M2 4.5h6M11.5 4.5H14M2 11.5h2.5M8 11.5h6M9.7 3a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3ZM6.2 10a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Z"
            }
            Self::Sync => {
                "M13 6.5A5.2 5.2 0 0 0 3.6 5M3 9.5A5.2 5.2 0 0 0 12.4 11M3.4 2.4V5h2.6M12.6 13.6V11H10"
            }
            Self::Tree => "M6 2.5h4v3H6ZM2 10.5h4v3H2ZM10 10.5h4v3h-4ZM8 5.5V8M4 10.5V8h8v2.5",
        }
    }
}

/// Draws an icon. It is decoration: the words beside it, or the button's label, carry the meaning.
#[component]
pub(crate) fn Glyph(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
}
