import { hmac, importHmacKey } from '../hmac';

const encoder = new TextEncoder();

const pattern = /^sha256=([\da-f]{64})$/i;

/** Whether it is right; a promise where the runtime's own check gives one. */
export type Check<Given> = (given: Given) => boolean | Promise<boolean>;

/** The HMAC-SHA-256 of a body, as 64 hexadecimal digits, compared in constant time. */
type HmacCheck = Check<{ readonly hex: string; readonly body: Uint8Array<ArrayBuffer> }>;

export interface Signed {
  /** Of `x-iadvize-signature`. */
  readonly signature: string | undefined;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Node's own, which Deno and Bun have, too: for what is short, many times as fast as WebCrypto, which asks another thread. */
const nodeCrypto = () => (typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:crypto'));

function createHmacCheck(secret: string): HmacCheck {
  const node = nodeCrypto();
  if (node) {
    const key = node.createSecretKey(secret, 'utf8');
    return ({ hex, body }) =>
      node.timingSafeEqual(node.createHmac('sha256', key).update(body).digest(), Buffer.from(hex, 'hex'));
  }
  let key: ReturnType<typeof importHmacKey> | undefined;
  return async ({ hex, body }) => {
    const bytes = Uint8Array.from({ length: 32 }, (_, index) =>
      Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
    );
    return crypto.subtle.verify(hmac, await (key ??= importHmacKey(encoder.encode(secret))), bytes, body);
  };
}

/**
 * Checks `sha256=` and the hex HMAC-SHA-256 of a raw body.
 * @param secrets the webhook's secret token, or the old and the new one
 */
export function createSignatureCheck(secrets: readonly string[]): (given: Signed) => Promise<boolean> {
  const checks = secrets.map(createHmacCheck);
  return async ({ signature = '', body }) => {
    const hex = pattern.exec(signature)?.[1];
    if (hex === undefined) return false;
    for (const check of checks) if (await check({ hex, body })) return true;
    return false;
  };
}

/** Checks a token for equality in constant time, by way of HMACs under a key that nobody knows. */
export function createTokenCheck(tokens: readonly string[]): (given: string | null) => Promise<boolean> {
  const prepare = async () => {
    const key = await importHmacKey(crypto.getRandomValues(new Uint8Array(32)));
    const expected = tokens.map((token) => crypto.subtle.sign(hmac, key, encoder.encode(token)));
    return { key, expected: await Promise.all(expected) };
  };
  let ready: ReturnType<typeof prepare> | undefined;
  return async (given) => {
    if (given === null) return false;
    const { key, expected } = await (ready ??= prepare());
    for (const each of expected) {
      if (await crypto.subtle.verify(hmac, key, each, encoder.encode(given))) return true;
    }
    return false;
  };
}
