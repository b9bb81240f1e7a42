const encoder = new TextEncoder();

/** As 64 hexadecimal digits; of a text, its UTF-8. */
export async function sha256(of: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', typeof of === 'string' ? encoder.encode(of) : of);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
