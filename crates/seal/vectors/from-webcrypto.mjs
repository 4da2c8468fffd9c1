// Writes from-webcrypto.json: the same shape as webcrypto.json, made by WebCrypto instead of the crates. Run by hand,
// with Node, when the file is missing: `node from-webcrypto.mjs`. Beforehand it opens what the crates made.
import { readFile, writeFile } from 'node:fs/promises';

const { subtle } = globalThis.crypto;
const oaep = { name: 'RSA-OAEP', hash: 'SHA-256' };
const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const bytes = (text) => new Uint8Array(Buffer.from(text, 'base64'));
const file = (name) => new URL(name, import.meta.url);

function same(one, other, what) {
  if (base64(one) !== other) throw new Error(`${what} differs`);
}

const { rsa, aes } = JSON.parse(await readFile(file('webcrypto.json'), 'utf8'));
const theirs = await subtle.importKey('pkcs8', bytes(rsa.pkcs8), oaep, false, ['decrypt']);
const label = bytes(rsa.label);
same(await subtle.decrypt({ name: 'RSA-OAEP', label }, theirs, bytes(rsa.wrapped)), rsa.plaintext, 'RSA');
const theirAes = await subtle.importKey('raw', bytes(aes.key), 'AES-GCM', false, ['decrypt']);
const gcm = { name: 'AES-GCM', iv: bytes(aes.nonce), additionalData: bytes(aes.aad) };
same(await subtle.decrypt(gcm, theirAes, bytes(aes.ciphertext)), aes.plaintext, 'AES');

const pair = await subtle.generateKey(
  { ...oaep, modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) }, true, ['encrypt', 'decrypt']);
const key = await subtle.importKey('raw', bytes(aes.key), 'AES-GCM', false, ['encrypt']);
const made = {
  comment: 'Made by WebCrypto, base64; a key for tests only.',
  rsa: {
    pkcs8: base64(await subtle.exportKey('pkcs8', pair.privateKey)),
    spki: base64(await subtle.exportKey('spki', pair.publicKey)),
    label: rsa.label,
    plaintext: rsa.plaintext,
    wrapped: base64(await subtle.encrypt({ name: 'RSA-OAEP', label }, pair.publicKey, bytes(rsa.plaintext))),
  },
  aes: { ...aes, ciphertext: base64(await subtle.encrypt(gcm, key, bytes(aes.plaintext))) },
};
await writeFile(file('from-webcrypto.json'), JSON.stringify(made, null, 2) + '\n', { flag: 'wx' });
