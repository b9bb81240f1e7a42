import { hmac, importHmacKey } from '../hmac';
import type { HmacKey } from '../hmac';

const encoder = new TextEncoder();

const pattern = /^sha256=([\da-f]{64})$/i;

/** Checks a secret against what a request brings. */
export type Check<Given> = (given: Given) => Promise<boolean>;

/**
 * Checks `sha256=` and the hex HMAC-SHA-256 of a raw body, in constant time: WebCrypto's own comparison.
 * @param secrets the webhook's secret token, or the old and the new one
 */
export function createSignatureCheck(
  secrets: readonly string[],
): Check<{ signature: string | null; body: Uint8Array<ArrayBuffer> }> {
  let keys: Promise<HmacKey[]> | undefined;
  return async ({ signature, body }) => {
    const hex = pattern.exec(signature ?? '')?.[1];
    if (hex === undefined) return false;
    const bytes = Uint8Array.from({ length: 32 }, (_, index) =>
      Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
    );
    for (const key of await (keys ??= Promise.all(secrets.map((secret) => importHmacKey(encoder.encode(secret)))))) {
      if (await crypto.subtle.verify(hmac, key, bytes, body)) return true;
    }
    return false;
  };
}

/** Checks a token for equality in constant time, by way of HMACs under a key that nobody knows. */
export function createTokenCheck(tokens: readonly string[]): Check<string | null> {
  let ready: Promise<{ key: HmacKey; expected: ArrayBuffer[] }> | undefined;
  const prepare = async () => {
    const key = await importHmacKey(crypto.getRandomValues(new Uint8Array(32)));
    const expected = tokens.map((token) => crypto.subtle.sign(hmac, key, encoder.encode(token)));
    return { key, expected: await Promise.all(expected) };
  };
  return async (given) => {
    if (given === null) return false;
    const { key, expected } = await (ready ??= prepare());
    for (const each of expected) {
      if (await crypto.subtle.verify(hmac, key, each, encoder.encode(given))) return true;
    }
    return false;
  };
}
