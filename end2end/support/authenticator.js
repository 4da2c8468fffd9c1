import { createHmac } from "node:crypto";

const STEP = 30_000;

/** A phone's authenticator (RFC 6238), from the secret as a page shows it: in groups, in base 32. */
export class Authenticator {
  constructor(secret) {
    const symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const bits = [...secret.replace(/\s/g, "")].map((symbol) => symbols.indexOf(symbol).toString(2).padStart(5, "0")).join("");
    this.key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  }

  /** What it shows so many steps from now. */
  shows(steps = 0) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP) + steps));
    const mac = createHmac("sha1", this.key).update(counter).digest();
    const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }

  /** Waits until its code stays for a while: what is typed now is still good when it arrives. */
  async settles() {
    const left = STEP - (Date.now() % STEP);
    if (left < 12_000) await new Promise((then) => setTimeout(then, left + 100));
  }
}
