/** A key of WebCrypto, in the words of whichever runtime's types are there. */
export type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

export const hmac = { name: 'HMAC', hash: 'SHA-256' };

export const importHmacKey = (secret: Uint8Array<ArrayBuffer>): Promise<HmacKey> =>
  crypto.subtle.importKey('raw', secret, hmac, false, ['sign', 'verify']);
