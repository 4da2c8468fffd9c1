//! The browser as the vault's platform: its clock, its randomness, and WebCrypto for RSA.

use async_trait::async_trait;
use getrandom::SysRng;
use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use seal::{identity::WrappingPublic, rand_core::UnwrapErr};
use vault::{NewWrappingKey, Platform, platform::Fault};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

use crate::page;

/// The browser.
pub(crate) struct WebPlatform;

#[async_trait(?Send)]
impl Platform for WebPlatform {
    type WrappingKey = CryptoKey;
    type Rng = UnwrapErr<SysRng>;

    fn now(&self) -> u64 {
        js_sys::Date::now() as u64
    }

    fn rng(&self) -> Self::Rng {
        UnwrapErr(SysRng)
    }

    async fn make_wrapping_key(&self) -> Result<NewWrappingKey, Fault> {
        let crypto = subtle()?;
        let algorithm = algorithm(&[
            ("modulusLength", &JsValue::from(3072)),
            ("publicExponent", &Uint8Array::from([1, 0, 1].as_slice())),
        ])?;
        let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
        let pair = settle(crypto.generate_key_with_object(&algorithm, true, &usages)).await?;
        let half = |name: &str| {
            Reflect::get(&pair, &name.into())
                .map_err(|_| Fault)?
                .dyn_into::<CryptoKey>()
                .map_err(|_| Fault)
        };
        let pkcs8 = settle(crypto.export_key("pkcs8", &half("privateKey")?)).await?;
        let spki = settle(crypto.export_key("spki", &half("publicKey")?)).await?;
        Ok(NewWrappingKey {
            pkcs8: Zeroizing::new(bytes(&pkcs8)?),
            spki: bytes(&spki)?,
        })
    }

    async fn load_wrapping_key(&self, pkcs8: &[u8]) -> Result<CryptoKey, Fault> {
        let key = Uint8Array::from(pkcs8);
        let usages = Array::of1(&"decrypt".into());
        let import =
            subtle()?.import_key_with_object("pkcs8", &key, &algorithm(&[])?, false, &usages);
        // WebCrypto has its own copy by now; ours in the JavaScript heap is wiped before anything can break this off.
        key.fill(0, 0, key.length());
        settle(import).await?.dyn_into().map_err(|_| Fault)
    }

    async fn wrap(
        &self,
        public: &WrappingPublic,
        label: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, Fault> {
        let crypto = subtle()?;
        let spki = Uint8Array::from(public.spki());
        let usages = Array::of1(&"encrypt".into());
        let import = crypto.import_key_with_object("spki", &spki, &algorithm(&[])?, false, &usages);
        let key: CryptoKey = settle(import).await?.dyn_into().map_err(|_| Fault)?;
        let algorithm = algorithm(&[("label", &Uint8Array::from(label))])?;
        let open = Uint8Array::from(plaintext);
        let wrapping = crypto.encrypt_with_object_and_js_u8_array(&algorithm, &key, &open);
        // WebCrypto has its own copy by now; ours in the JavaScript heap is wiped before anything can break this off.
        open.fill(0, 0, open.length());
        bytes(&settle(wrapping).await?)
    }

    async fn unwrap(
        &self,
        key: &CryptoKey,
        label: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let algorithm = algorithm(&[("label", &Uint8Array::from(label))])?;
        let sealed = Uint8Array::from(ciphertext);
        let opened =
            settle(subtle()?.decrypt_with_object_and_js_u8_array(&algorithm, key, &sealed)).await?;
        Ok(Zeroizing::new(bytes(&opened)?))
    }
}

fn subtle() -> Result<SubtleCrypto, Fault> {
    page::scope()
        .crypto()
        .map(|crypto| crypto.subtle())
        .map_err(|_| Fault)
}

/// RSA-OAEP with SHA-256, and what the operation adds.
fn algorithm(parameters: &[(&str, &JsValue)]) -> Result<Object, Fault> {
    let algorithm = Object::new();
    let fixed = [
        ("name", &JsValue::from("RSA-OAEP")),
        ("hash", &JsValue::from("SHA-256")),
    ];
    for (name, value) in fixed.iter().chain(parameters) {
        Reflect::set(&algorithm, &(*name).into(), value).map_err(|_| Fault)?;
    }
    Ok(algorithm)
}

async fn settle(promise: Result<Promise, JsValue>) -> Result<JsValue, Fault> {
    JsFuture::from(promise.map_err(|_| Fault)?)
        .await
        .map_err(|_| Fault)
}

fn bytes(buffer: &JsValue) -> Result<Vec<u8>, Fault> {
    buffer
        .dyn_ref::<ArrayBuffer>()
        .map(|buffer| Uint8Array::new(buffer).to_vec())
        .ok_or(Fault)
}
