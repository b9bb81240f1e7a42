import { attempt } from '../core/attempt';
import { callbackNames } from '../core/callbacks';
import type { CallbackName } from '../core/callbacks';
import { installCallbacks } from '../core/install';
import type { Stop } from '../core/types';
import { checkOrigin, decode, encode, originOf } from './message';

export interface ReceiveOptions {
  /** The origin of the boxed tag's iframe, such as `'https://chat.shop.example'`. */
  readonly from: string;
}

/** How many sessions are remembered, and how long their names may be: an iframe has one each time it loads. */
const limits = { sessions: 100, name: 64 };

/** The key under which all receivers of a page, of any copy of this library, find the next index of each session. */
const receivedKey = Symbol.for('iAdvizeCallbacks.received');

declare const window: Window &
  typeof globalThis & {
    [receivedKey]?: Map<string, number>;
    iAdvizeCallbacks?: Partial<Record<CallbackName, (this: number, raw: unknown, page: string) => void>>;
  };

/**
 * On the host page: calls the callbacks there with what a boxed tag's iframe forwards, each call once. To listeners, and
 * to the site's own functions, it is as if the tag ran on the page; an event's time is that of the tag's call in the
 * iframe, or of its arrival where the iframe gives none, or one to come; its page is this one, not the iframe's.
 * Ends with `uninstall`. Does nothing on a server.
 * @throws TypeError where `from` is not an origin.
 * @example
 * import { receiveCallbacks } from 'iadvize-callbacks/boxed';
 * const stop = receiveCallbacks({ from: 'https://chat.shop.example' });
 */
export function receiveCallbacks({ from }: ReceiveOptions): Stop {
  checkOrigin('from', from);
  if (typeof window === 'undefined') return () => {};
  const next = (window[receivedKey] ??= new Map());

  const ready = (frame: Pick<Window, 'postMessage'>, session: string) =>
    frame.postMessage(encode({ kind: 'ready', session, next: next.get(session) ?? 0 }), from);

  const receive = ({ origin, source, data }: MessageEvent<unknown>) => {
    if (origin !== from || !source || !('window' in source)) return;
    const { kind, session, index, timestamp, callback, raw } = decode(data);
    if (typeof session !== 'string' || session.length > limits.name) return;
    if (kind === 'hello') ready(source, session);
    if (kind !== 'call' || typeof index !== 'number' || !Number.isSafeInteger(index)) return;
    const name = callbackNames.find((known) => known === callback);
    // The call was received before, by this receiver or another.
    if (!name || index < (next.get(session) ?? 0)) return;
    // Moves the session to the end: the one used last is forgotten last.
    next.delete(session);
    next.set(session, index + 1);
    const [oldest = ''] = next.keys();
    if (next.size > limits.sessions) next.delete(oldest);
    const now = Date.now();
    const called = typeof timestamp === 'number' && timestamp > 0 && timestamp <= now ? timestamp : now;
    attempt(() => window.iAdvizeCallbacks?.[name]?.call(called, raw, document.URL));
  };

  const stop = installCallbacks().use(() => {
    window.addEventListener('message', receive);
    return () => window.removeEventListener('message', receive);
  });
  // An iframe that was here first greeted nobody. One that is redirected or nested says hello again by itself.
  for (const { src, contentWindow } of document.querySelectorAll('iframe')) {
    if (contentWindow && originOf(src) === from) ready(contentWindow, '');
  }
  return stop;
}
