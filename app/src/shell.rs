//! The document around the pages: what the server sends before a single byte of the client's side runs.

use leptos::{nonce::use_nonce, prelude::*};

use crate::{App, i18n::Lang, preferences::Preferences};

/// The addresses of the built files that a document names.
#[derive(Debug, Clone)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
    /// The script that starts the worker and the pages.
    pub boot: String,
    /// The pages' glue, which `boot` imports.
    pub page_script: String,
    /// The pages' module, which `boot` loads.
    pub page_module: String,
    /// The icon.
    pub icon: String,
}

/// The whole document. The pages come first in the body, where hydration looks for them; the two notices behind them are shown by
/// the boot script, and work without styles or the pages' module; the third stands there where no script runs.
pub fn shell(assets: &Assets) -> impl IntoView + use<> {
    let Assets {
        style,
        boot,
        page_script,
        page_module,
        icon,
    } = assets.clone();
    let Preferences { lang, theme } = Preferences::here();
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag() data-theme=theme.name()>
            <head>
                <meta charset="utf-8"/>
                <title>"缄档 Jiandang"</title>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="format-detection" content="telephone=no"/>
                <meta name="robots" content="noindex"/>
                <link rel="stylesheet" href=style/>
                <link rel="icon" type="image/svg+xml" href=icon/>
                <link rel="modulepreload" href=page_script/>
                <link rel="preload" href=page_module r#as="fetch" type="application/wasm" crossorigin="anonymous"/>
                <script type="module" src=boot nonce=use_nonce()></script>
            </head>
            <body>
                <App/>
                {notice("insecure", &INSECURE, lang)}
                {notice("broken", &BROKEN, lang)}
                <noscript>
                    <section class="notice-page">{said(&SCRIPTS, lang)}</section>
                </noscript>
            </body>
        </html>
    }
}

/// A notice's title and text.
type Said = (Lang, &'static str, &'static str);

const INSECURE: [Said; 2] = [
    (
        Lang::Chinese,
        "此连接不安全",
        "缄档在浏览器中加密客户资料，浏览器只在 HTTPS 连接（或本机地址）下提供加密功能。请改用以 https:// 开头的地址，或请管理员为服务器配置证书。在此之前，本页不接受密码。",
    ),
    (
        Lang::English,
        "This connection is not secure",
        "Jiandang seals client files in the browser, and browsers offer cryptography only over HTTPS (or on this very machine). Use an address that begins with https://, or ask the administrator to give the server a certificate. Until then this page takes no password.",
    ),
];

const BROKEN: [Said; 2] = [
    (
        Lang::Chinese,
        "页面未能启动",
        "请重新载入。若仍如此，请更新浏览器，并检查是否有扩展阻止了 WebAssembly。",
    ),
    (
        Lang::English,
        "The page did not start",
        "Please reload. If it stays so, update the browser, and see whether an extension blocks WebAssembly.",
    ),
];

const SCRIPTS: [Said; 2] = [
    (
        Lang::Chinese,
        "请打开 JavaScript",
        "缄档在浏览器中加密和打开客户资料，没有 JavaScript 就无法工作。请在浏览器设置中允许本站运行 JavaScript，然后重新载入。",
    ),
    (
        Lang::English,
        "Please turn on JavaScript",
        "Jiandang seals and opens client files in the browser, and can't do so without JavaScript. Allow it for this site in the browser's settings, then reload.",
    ),
];

/// A notice of the shell, in both languages, the reader's first: nothing runs yet that could change it.
fn notice(id: &'static str, texts: &[Said; 2], lang: Lang) -> impl IntoView + use<> {
    view! {
        <section id=id class="notice-page" role="alert" hidden>
            {said(texts, lang)}
        </section>
    }
}

/// The stamp and the texts.
fn said(texts: &[Said; 2], lang: Lang) -> impl IntoView + use<> {
    let mut texts = *texts;
    sorted::by_key(&mut texts, |(one, ..)| *one != lang);
    let [first, second] = texts;
    view! {
        <div class="stamp" aria-hidden="true" lang="zh-CN">"缄"</div>
        <div lang=first.0.tag()>
            <h1>{first.1}</h1>
            <p>{first.2}</p>
        </div>
        <div lang=second.0.tag()>
            <h2>{second.1}</h2>
            <p>{second.2}</p>
        </div>
    }
}
