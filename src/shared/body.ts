/** A body that is longer than the limit. */
export class BodyTooLarge extends Error {}

/**
 * Reads a body while it is small enough, and cancels it as soon as it is not.
 * @param limit in bytes
 * @throws BodyTooLarge, and the signal's reason, also where the stream itself does not listen to the signal.
 */
export async function readBody(
  { body, headers }: Request | Response,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!body) return new Uint8Array();
  if (Number(headers.get('content-length')) > limit) {
    await body.cancel().catch(() => {});
    throw new BodyTooLarge();
  }
  const reader = body.getReader();
  // Ends a read that is under way.
  const cancel = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener('abort', cancel);
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return join(chunks, length);
      length += value.length;
      if (length > limit) {
        reader.cancel().catch(() => {});
        throw new BodyTooLarge();
      }
      chunks.push(value);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
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
