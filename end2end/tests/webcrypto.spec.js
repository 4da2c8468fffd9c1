import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, open, test } from "../support/fixtures.js";

const ROOT = resolve(import.meta.dirname, "../..");

test("this browser's WebCrypto opens what the crates made, and the crates open what it makes", async ({ page }, info) => {
  test.setTimeout(300_000);
  const vector = JSON.parse(await readFile(resolve(ROOT, "crates/seal/vectors/webcrypto.json"), "utf8"));
  await open(page, "/");
  const made = await page.evaluate(async ({ rsa, aes }) => {
    const { subtle } = crypto;
    const bytes = (text) => Uint8Array.from(atob(text), (symbol) => symbol.codePointAt(0));
    const base64 = (buffer) => btoa(String.fromCodePoint(...new Uint8Array(buffer)));
    const oaep = { name: "RSA-OAEP", hash: "SHA-256" };
    const label = bytes(rsa.label);
    const gcm = { name: "AES-GCM", iv: bytes(aes.nonce), additionalData: bytes(aes.aad) };

    const theirs = await subtle.importKey("pkcs8", bytes(rsa.pkcs8), oaep, false, ["decrypt"]);
    const unwrapped = base64(await subtle.decrypt({ name: "RSA-OAEP", label }, theirs, bytes(rsa.wrapped)));
    const key = await subtle.importKey("raw", bytes(aes.key), "AES-GCM", false, ["encrypt", "decrypt"]);
    const decrypted = base64(await subtle.decrypt(gcm, key, bytes(aes.ciphertext)));

    const pair = await subtle.generateKey(
      { ...oaep, modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) },
      true,
      ["encrypt", "decrypt"],
    );
    return {
      unwrapped,
      decrypted,
      rsa: {
        ...rsa,
        pkcs8: base64(await subtle.exportKey("pkcs8", pair.privateKey)),
        spki: base64(await subtle.exportKey("spki", pair.publicKey)),
        wrapped: base64(await subtle.encrypt({ name: "RSA-OAEP", label }, pair.publicKey, bytes(rsa.plaintext))),
      },
      aes: { ...aes, ciphertext: base64(await subtle.encrypt(gcm, key, bytes(aes.plaintext))) },
    };
  }, vector);
  expect(made.unwrapped).toBe(vector.rsa.plaintext);
  expect(made.decrypted).toBe(vector.aes.plaintext);

  const file = info.outputPath("from-webcrypto.json");
  await writeFile(file, JSON.stringify(made));
  // Not by its package's name, which would compile it anew with fewer features.
  const opened = spawnSync("cargo", ["test", "--locked", "--test", "all", "what_a_browser_made_just_now"], {
    cwd: ROOT,
    env: { ...process.env, SEAL_FROM_WEBCRYPTO: file },
    encoding: "utf8",
  });
  expect(opened.status, opened.stderr).toBe(0);
  expect(opened.stdout).toContain("1 passed");
});
