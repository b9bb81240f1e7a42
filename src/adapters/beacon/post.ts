/** What an endpoint answered to a batch. */
export interface Answer {
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** How long the endpoint asks to wait before the next request, in milliseconds. */
  readonly retryAfter: number;
}

/** How many bytes browsers let outlive the page, in all its requests together. */
const keepaliveLimit = 65_536;
/**
 * How many bytes of events a batch may hold: two batches fit in what browsers let outlive the page. Firefox still counts
 * one for some milliseconds after it was answered, and refuses the next one where both together are more.
 */
const batchLimit = 30_000;
/** How long the endpoint may take to answer, in milliseconds. */
const answerLimit = 10_000;

const type = 'application/json';

const byteLength = (text: string) => new TextEncoder().encode(text).length;

const bodyOf = (lines: readonly string[]) => `{"events":[${lines.join()}]}`;

/** How many of the first lines make a batch. */
export function batchLength(lines: readonly string[]): number {
  let size = 0;
  const end = lines.findIndex((line, index) => (size += byteLength(line) + 1) > batchLimit && index > 0);
  return end < 0 ? lines.length : end;
}

/** Seconds or a date, in milliseconds from now; 0 for anything else. */
const delayOf = (text: string | null) => Math.max(0, Number(text) * 1000 || Date.parse(text ?? '') - Date.now() || 0);

/** Sends a batch; never rejects. */
export async function post(address: string, lines: readonly string[], cancel: AbortController): Promise<Answer> {
  const { signal } = cancel;
  const limit = setTimeout(() => cancel.abort(), answerLimit);
  let answer: Answer = { status: 0, retryAfter: 0 };
  const exchange = async () => {
    const body = bodyOf(lines);
    const keepalive = byteLength(body) < keepaliveLimit;
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
      keepalive,
      signal,
    });
    answer = { status: response.status, retryAfter: delayOf(response.headers.get('retry-after')) };
    // Until its answer is read to the end, a request counts towards that limit.
    await response.text();
  };
  // Firefox may never end an answer that a page had begun to read when it was left, not even by an abort.
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  await Promise.race([exchange().catch(() => {}), aborted]);
  clearTimeout(limit);
  return answer;
}

/** Hands a batch to the browser, which sends it even after the page is gone; returns whether the browser takes it. */
export function entrust(address: string, lines: readonly string[]): boolean {
  try {
    return navigator.sendBeacon(address, new Blob([bodyOf(lines)], { type }));
  } catch {
    // Not there, or blocked: by an extension, or by another script's own.
    return false;
  }
}
