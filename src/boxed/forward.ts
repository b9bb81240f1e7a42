import type { IAdvizeEvent } from '../core/event';
import { installCallbacks } from '../core/install';
import type { Stop } from '../core/types';
import { checkOrigin, decode, encode, longest } from './message';

export interface ForwardOptions {
  /** The host page's origin, such as `'https://www.shop.example'`. */
  readonly to: string;
}

/** How many calls wait for the host page; older ones make room. */
const limit = 1000;

/** The call as text, with what can be written of its argument. */
function encodeCall({ callback, raw, detail }: IAdvizeEvent, session: string, index: number): string {
  for (const argument of [raw, detail]) {
    try {
      const message = encode({ kind: 'call', session, index, callback, raw: argument });
      if (message.length <= longest) return message;
    } catch {
      // A cycle, or a getter that throws.
    }
  }
  return encode({ kind: 'call', session, index, callback });
}

/**
 * In the boxed tag's iframe: forwards every call of the tag to the host page, those before the host page was ready too.
 * An argument that JSON cannot write travels normalised; one of more than 262,144 characters does not travel, its call
 * does. Does nothing on a server, or in a page that is not in an iframe.
 * @throws TypeError where `to` is not an origin.
 */
export function forwardCallbacks({ to }: ForwardOptions): Stop {
  checkOrigin('to', to);
  if (typeof window === 'undefined' || window.parent === window) return () => {};
  const host = window.parent;
  const session = `${Date.now()}.${Math.random()}`;
  const log: string[] = [];
  let count = 0;
  let connected = false;

  const post = (message: string) => host.postMessage(message, to);

  const receive = ({ origin, source, data }: MessageEvent<unknown>) => {
    if (origin !== to || source !== host) return;
    const ready = decode(data);
    if (ready.kind !== 'ready') return;
    connected = true;
    const next = ready.session === session && typeof ready.next === 'number' ? ready.next : 0;
    const oldest = count - log.length;
    log.slice(Math.max(0, next - oldest)).forEach(post);
  };

  window.addEventListener('message', receive);
  const stop = installCallbacks().on(
    '*',
    (event) => {
      const message = encodeCall(event, session, count);
      count += 1;
      if (log.push(message) > limit) log.shift();
      if (connected) post(message);
    },
    { replay: true },
  );
  post(encode({ kind: 'hello', session }));

  return () => {
    stop();
    window.removeEventListener('message', receive);
  };
}
