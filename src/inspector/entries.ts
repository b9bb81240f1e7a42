import { callbackNames } from '../core/callbacks';
import type { IAdvizeEvent } from '../core/event';
import { toPlain } from './json';
import type { Hide, Privacy } from './private';
import { parseStack, shortPlace, writePlace } from './stack';

/** What happened: an event, an error of the page's code, or another page. */
export interface Entry {
  /** In epoch milliseconds. */
  readonly timestamp: number;
  readonly title: string;
  readonly kind: 'event' | 'error' | 'page';
  /** What it carries in short, with nothing private in it unless that is shown. */
  brief(): unknown;
  /** Everything about it to read, where that is not JSON; with nothing private in it unless that is shown. */
  text?(): string;
  /** Everything about it; with nothing private in it unless that is shown. */
  whole(): unknown;
}

const documented: readonly string[] = callbackNames;

export function fromEvent(event: IAdvizeEvent, { hide, hideUnknown }: Privacy): Entry {
  const { type, timestamp, callback, detail, raw } = event;
  const shown = () => toPlain(detail, documented.includes(callback) ? hide : hideUnknown);
  return {
    timestamp,
    title: type,
    kind: 'event',
    brief: shown,
    whole: () => ({ type, callback, timestamp, detail: shown(), raw: toPlain(raw, hideUnknown) }),
  };
}

/** @param how the page came, such as `'Page'`. */
export function fromPage(how: string, url: string, timestamp: number, hide: Hide): Entry {
  const shown = () => hide('url', url);
  return {
    timestamp,
    title: how,
    kind: 'page',
    brief: shown,
    whole: () => ({ type: 'page', how, timestamp, url: shown() }),
  };
}

/** What an error event says, or a promise that was rejected and that nobody looked at. */
export type Failure = ErrorEvent | PromiseRejectionEvent;

/** Code that fails over a message may quote it. */
export function fromFailure(failure: Failure, hide: Hide): Entry {
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
    kind: 'error',
    brief: () => toPlain(brief, hide),
    text: () => hide('stack', stack || brief),
    whole: () => ({ type: 'error', timestamp, ...(toPlain(about, hide) as object) }),
  };
}

function describe(cause: unknown): string {
  try {
    return String(cause);
  } catch {
    return 'of a value that cannot be written';
  }
}
