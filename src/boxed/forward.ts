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

/** After how long the first hello is repeated, and every how long at most, in milliseconds. */
const pauses = { shortest: 250, longest: 8000 };

/** For how long hellos are repeated, in milliseconds; from then on one goes with each call only. */
const patience = 600_000;

/** The call as text, with what can be written of its argument. */
function encodeCall({ callback, timestamp, raw, detail }: IAdvizeEvent, session: string, index: number): string {
  const call = { kind: 'call', session, index, timestamp, callback } as const;
  for (const argument of [raw, detail]) {
    try {
      const message = encode({ ...call, raw: argument });
      if (message.length <= longest) return message;
    } catch {
      // A cycle, or a getter that throws.
    }
  }
  return encode(call);
}

/** The frames around this one that may be the host page, the nearest first. */
function hosts(to: string): Window[] {
  const found: Window[] = [];
  // Firefox has no such list until 2025, and a referrer policy may hide an origin in it.
  const { ancestorOrigins = [] } = location as { ancestorOrigins?: ArrayLike<string> };
  for (let frame: Window = window, depth = 0; frame.parent !== frame; depth += 1) {
    frame = frame.parent;
    const origin = ancestorOrigins[depth] ?? 'null';
    if (origin === to || origin === 'null') found.push(frame);
  }
  return found;
}

/**
 * In the boxed tag's iframe, directly in the host page or deeper: forwards every call of the tag to the host page, those
 * before the host page was ready too. Until the host page answers, it is asked again, for ten minutes, and then at each
 * call; up to 1,000 calls wait. An argument that JSON cannot write travels normalised; one of more than 262,144
 * characters does not travel, its call does. Does nothing on a server, or in a page that is not in an iframe.
 * @throws TypeError where `to` is not an origin.
 */
export function forwardCallbacks({ to }: ForwardOptions): Stop {
  checkOrigin('to', to);
  if (typeof window === 'undefined' || window.parent === window) return () => {};
  const around = hosts(to);
  const session = `${Date.now()}.${Math.random()}`;
  const log: string[] = [];
  const connected = new Set<Window>();
  let count = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const greet = () => around.forEach((host) => host.postMessage(encode({ kind: 'hello', session }), to));

  const repeat = (pause: number, left: number) => {
    if (left < 0) return;
    timer = setTimeout(() => {
      greet();
      repeat(Math.min(2 * pause, pauses.longest), left - pause);
    }, pause);
  };

  const receive = ({ origin, source, data }: MessageEvent<unknown>) => {
    const host = around.find((frame) => frame === source);
    if (origin !== to || !host) return;
    const ready = decode(data);
    if (ready.kind !== 'ready') return;
    clearTimeout(timer);
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
  greet();
  repeat(pauses.shortest, patience);

  return () => {
    stop();
    clearTimeout(timer);
    window.removeEventListener('message', receive);
  };
}
