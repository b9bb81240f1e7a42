import type { IAdvizeEvent } from '../core/event';
import { toPlain } from './json';
import { hide, hideUnknown, reveal, secretsOf } from './private';
import type { Hide } from './private';
import { parseStack, shortPlace, writePlace } from './stack';

/** What happened: an event, or an error of the page's code. */
export interface Entry {
  /** In epoch milliseconds. */
  readonly timestamp: number;
  readonly title: string;
  readonly error: boolean;
  /** What it carries in short; with nothing private in it unless `revealed`. */
  brief(revealed: boolean): unknown;
  /** Everything about it to read, where that is not JSON; with nothing private in it unless `revealed`. */
  text?(revealed: boolean): string;
  /** Everything about it; with nothing private in it unless `revealed`. */
  whole(revealed: boolean): unknown;
}

export function fromEvent(event: IAdvizeEvent): Entry {
  const { type, timestamp, callback, detail, raw } = event;
  const known = hide(secretsOf(event));
  const unknown = hideUnknown(known);
  return {
    timestamp,
    title: type,
    error: false,
    brief: (revealed) => toPlain(detail, revealed ? reveal : known),
    whole: (revealed) => ({
      type,
      callback,
      timestamp,
      detail: toPlain(detail, revealed ? reveal : known),
      raw: toPlain(raw, revealed ? reveal : unknown),
    }),
  };
}

/** What an error event says, or a promise that was rejected and that nobody looked at. */
export type Failure = ErrorEvent | PromiseRejectionEvent;

/** @param known hides what is private in the events so far: code that fails over a message may quote it. */
export function fromFailure(failure: Failure, known: Hide): Entry {
  const rejected = 'reason' in failure;
  const cause: unknown = rejected ? failure.reason : failure.error;
  const stack = cause instanceof Error ? cause.stack : undefined;
  // What a listener throws is thrown again by this library: where it comes from is in its stack.
  const thrown = rejected ? '' : `${failure.filename}:${failure.lineno}:${failure.colno}`;
  const [place] = [...parseStack(stack), ...parseStack(thrown)];
  const message = rejected ? `Unhandled rejection: ${describe(cause)}` : failure.message;
  const brief = message + (place ? ` (${shortPlace(place)})` : '');
  const about = { message, script: place && writePlace(place), stack };
  const timestamp = Date.now();
  return {
    timestamp,
    title: 'error',
    error: true,
    brief: (revealed) => toPlain(brief, revealed ? reveal : known),
    text: (revealed) => (revealed ? reveal : known)('stack', stack || brief),
    whole: (revealed) => ({ type: 'error', timestamp, ...(toPlain(about, revealed ? reveal : known) as object) }),
  };
}

function describe(cause: unknown): string {
  try {
    return String(cause);
  } catch {
    return 'of a value that cannot be written';
  }
}
