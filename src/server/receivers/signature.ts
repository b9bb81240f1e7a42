import { hmac, importHmacKey } from '../hmac';
import type { HmacKey } from '../hmac';

const encoder = new TextEncoder();

const pattern = /^sha256=([\da-f]{64})$/i;

/** Checks a secret against what a request brings. */
export type Check<Given> = (given: Given) => Promise<boolean>;

/**
 * Checks `sha256=` and the hex HMAC-SHA-256 of a raw body, in constant time: WebCrypto's own comparison.
 * @param secret the webhook's secret token
 */
export function createSignatureCheck(
  secret: string,
): Check<{ signature: string | null; body: Uint8Array<ArrayBuffer> }> {
  let key: Promise<HmacKey> | undefined;
  return async ({ signature, body }) => {
    const hex = pattern.exec(signature ?? '')?.[1];
    if (hex === undefined) return false;
    key ??= importHmacKey(encoder.encode(secret));
    const bytes = Uint8Array.from({ length: 32 }, (_, index) =>
      Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
    );
    return crypto.subtle.verify(hmac, await key, bytes, body);
  };
}

/** Checks a token for equality in constant time, by way of HMACs under a key that nobody knows. */
export function createTokenCheck(token: string): Check<string | null> {
  let ready: Promise<{ key: HmacKey; expected: ArrayBuffer }> | undefined;
  const prepare = async () => {
    const key = await importHmacKey(crypto.getRandomValues(new Uint8Array(32)));
    return { key, expected: await crypto.subtle.sign(hmac, key, encoder.encode(token)) };
  };
  return async (given) => {
    if (given === null) return false;
    const { key, expected } = await (ready ??= prepare());
    return crypto.subtle.verify(hmac, key, expected, encoder.encode(given));
  };
}
