// What the tests of all runtimes share.
/* global crypto, TextEncoder */

export const secret = 'a secret of 32 characters or more';

/** @throws Error where two values are not the same as JSON. */
export function equal(actual, expected) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`Expected ${b}, not ${a}`);
}

/** What so many calls made at once resolve to. */
export const times = (number, make) => Promise.all(Array.from({ length: number }, make));

/** The HMAC of a body, or of a query, as the platform signs. */
export async function sign(body) {
  const bytes = (text) => new TextEncoder().encode(text);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(body)));
  return `sha256=${Array.from(signature, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Runs a test; gives a line that says how it ended. */
export async function line(name, test) {
  try {
    await test();
    return `ok ${name}`;
  } catch (error) {
    return `not ok ${name}: ${error?.stack ?? error}`;
  }
}
