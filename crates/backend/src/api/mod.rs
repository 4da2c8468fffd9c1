//! The routes of `/api/v1`, by resource. Each handler carries its part of the OpenAPI description.

mod account;
mod append;
mod boxes;
mod explanations;
mod files;
mod invitations;
mod journals;
mod labels;
mod locks;
pub(crate) mod look_up;
mod operations;
mod recovery;
mod roster;
mod second_factors;
mod status;
mod views;

use axum::{Json, Router, extract::DefaultBodyLimit, routing::get};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{openapi, state::AppState, visitors::Visitor};

/// For bodies without opaque bytes to speak of.
const SMALL: usize = 8 * 1024;
/// For bodies with a new account: its blob of 64 KiB in base64, and the rest.
const ACCOUNT: usize = 128 * 1024;
/// For words to posts: some 1.5 KB each, to the heads of whoever has many posts.
const WORDS: usize = 128 * 1024;
/// For a blob that replaces another, alone or with its account: 192 KiB in base64, and the rest.
const BLOB: usize = 264 * 1024;
/// For a set-up, whose sender is a stranger until it was read. Roster, boxes and account of the largest template with the
/// longest names are 38 KB of CBOR, in JSON a third more; this leaves room for a template of five times as many units.
const FOUNDING: usize = 256 * 1024;
/// For appends, by who has a session.
const LARGE: usize = 16 * 1024 * 1024;

/// All routes with their limits, and the description that grew from them.
pub(crate) fn routes() -> Router<AppState> {
    let small = OpenApiRouter::new()
        .routes(routes!(status::get))
        .routes(routes!(account::set_up::check))
        .routes(routes!(account::parameters::post))
        .routes(routes!(account::sign_in::post))
        .routes(routes!(account::sign_in::code))
        .routes(routes!(account::sign_out::post))
        .routes(routes!(account::session::get))
        .routes(routes!(account::devices::get))
        .routes(routes!(account::devices::views))
        .routes(routes!(account::devices::lose))
        .routes(routes!(account::devices::end))
        .routes(routes!(account::devices::end_others))
        .routes(routes!(
            account::second_factor::get,
            account::second_factor::put
        ))
        .routes(routes!(account::second_factor::codes))
        .routes(routes!(account::second_factor::end))
        .routes(routes!(second_factors::get))
        .routes(routes!(second_factors::delete))
        .routes(routes!(locks::get))
        .routes(routes!(locks::delete))
        .routes(routes!(views::get))
        .routes(routes!(recovery::challenge::post))
        .routes(routes!(recovery::sign_in::post))
        .routes(routes!(invitations::list::get, invitations::create::post))
        .routes(routes!(
            invitations::state::get,
            invitations::withdraw::delete
        ))
        .routes(routes!(boxes::get))
        .routes(routes!(files::get))
        .routes(routes!(journals::list::get))
        .routes(routes!(journals::ends::get))
        .routes(routes!(journals::envelopes::post))
        .routes(routes!(look_up::post))
        .routes(routes!(explanations::delete))
        .routes(routes!(operations::get))
        .layer(DefaultBodyLimit::max(SMALL));
    let account = OpenApiRouter::new()
        .routes(routes!(invitations::answer::post))
        .routes(routes!(invitations::renewal::post))
        .layer(DefaultBodyLimit::max(ACCOUNT));
    let words = OpenApiRouter::new()
        .routes(routes!(explanations::get, explanations::post))
        .layer(DefaultBodyLimit::max(WORDS));
    let blob = OpenApiRouter::new()
        .routes(routes!(account::blob::get, account::blob::put))
        .routes(routes!(account::password::put))
        .layer(DefaultBodyLimit::max(BLOB));
    let founding = OpenApiRouter::new()
        .routes(routes!(account::set_up::post))
        .layer(DefaultBodyLimit::max(FOUNDING));
    let large = OpenApiRouter::new()
        .routes(routes!(account::keys::put))
        .routes(routes!(recovery::account::put))
        .routes(routes!(roster::read::get, roster::append::post))
        .routes(routes!(journals::read::get, journals::append::post))
        .layer(DefaultBodyLimit::max(LARGE));
    let (router, description) = small
        .merge(account)
        .merge(words)
        .merge(blob)
        .merge(founding)
        .merge(large)
        .split_for_parts();
    let description = openapi::finish(description);
    router.route(
        wire::path::OPENAPI,
        get(async move |_: Visitor| Json(description)),
    )
}
