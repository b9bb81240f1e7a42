import type { IAdvizeEvent } from '../core/event';
import { installCallbacks } from '../core/install';
import type { Stop } from '../core/types';
import { greetRepeatedly, hosts } from './hosts';
import { checkOrigin, decode, encode, longest } from './message';

export interface ForwardOptions {
  /** The host page's origin, such as `'https://www.shop.example'`. */
  readonly to: string;
}

/** How many calls may wait for the host page; then the oldest are dropped. */
const limit = 1000;

/** The call as text, with as much of its argument as JSON can write. */
function encodeCall({ callback, timestamp, raw, detail }: IAdvizeEvent, session: string, index: number): string {
  const call = { kind: 'call', session, index, timestamp, callback } as const;
  for (const argument of [raw, detail]) {
    try {
      const message = encode({ ...call, raw: argument });
      if (message.length <= longest) return message;
    } catch {
      // The argument has a cycle, or a getter that throws.
    }
  }
  return encode(call);
}

/**
 * In the boxed tag's iframe, directly in the host page or deeper: forwards every call of the tag to the host page, those
 * before the host page was ready too. Until the host page answers, it is asked again, for ten minutes, and then at each
 * call; up to 1,000 calls wait. An argument that JSON cannot write travels normalised; one of more than 262,144
 * characters does not travel, its call does. Does nothing on a server, or in a page that is not in an iframe.
 * @throws TypeError where `to` is not an origin.
 * @example
 * import { forwardCallbacks } from 'iadvize-callbacks/boxed';
 * forwardCallbacks({ to: 'https://shop.example' });
 */
export function forwardCallbacks({ to }: ForwardOptions): Stop {
  checkOrigin('to', to);
  if (typeof window === 'undefined' || window.parent === window) return () => {};
  const around = hosts(to);
  const session = `${Date.now()}.${Math.random()}`;
  const log: string[] = [];
  const connected = new Set<Window>();
  let count = 0;

  const greet = () => around.forEach((host) => host.postMessage(encode({ kind: 'hello', session }), to));

  const receive = ({ origin, source, data }: MessageEvent<unknown>) => {
    const host = around.find((frame) => frame === source);
    if (origin !== to || !host) return;
    const ready = decode(data);
    if (ready.kind !== 'ready') return;
    endGreeting();
    connected.add(host);
    const next = ready.session === session && typeof ready.next === 'number' ? ready.next : 0;
    const oldest = count - log.length;
    log.slice(Math.max(0, next - oldest)).forEach((message) => host.postMessage(message, to));
  };

  window.addEventListener('message', receive);
  const stop = installCallbacks().on(
    '*',
    (event) => {
      const message = encodeCall(event, session, count);
      count += 1;
      if (log.push(message) > limit) log.shift();
      for (const host of connected) host.postMessage(message, to);
      if (!connected.size && !event.replayed) greet();
    },
    { replay: true },
  );
  const endGreeting = greetRepeatedly(greet);

  return () => {
    stop();
    endGreeting();
    window.removeEventListener('message', receive);
  };
}
