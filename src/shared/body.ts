/** A body that is longer than the limit. */
export class BodyTooLarge extends Error {}

/**
 * Reads a body while it is small enough, and cancels it as soon as it is not.
 * @param limit in bytes
 * @param race ends the waiting by rejecting, as `Ending` does
 * @throws BodyTooLarge, and what `race` throws.
 */
export async function readBody(
  { body, headers }: Request | Response,
  limit: number,
  race: <Value>(value: Promise<Value>) => Promise<Value>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!body) return new Uint8Array();
  if (Number(headers.get('content-length')) > limit) {
    await body.cancel().catch(() => {});
    throw new BodyTooLarge();
  }
  const reader = body.getReader();
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const { done, value } = await race(reader.read());
      if (done) return join(chunks, length);
      length += value.length;
      if (length > limit) throw new BodyTooLarge();
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error;
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
