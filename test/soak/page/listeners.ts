import type { EventName, IAdvizeCallbacks, IAdvizeEvent, Stop } from '../../../src';
import { createAccount, write } from './records';

/** How many events the library promises to remember, and may remember at most. */
const [promised, possible] = [1000, 2000];

const account = createAccount('listeners');
/** What has fired on this page, as far as the library may remember it. */
const fired: { readonly type: EventName; readonly time: number }[] = [];

interface Entry {
  readonly name: string;
  readonly type: EventName | '*';
  readonly once: boolean;
}

const active = new Set<Entry>();
let count = 0;

const id = ({ name }: Entry, type: EventName, time: number) => `${name}, ${type} at ${time}`;
const matches = (entry: Entry, type: EventName) => entry.type === '*' || entry.type === type;

/** Expects an event at all who listen. */
export function expectListeners(type: EventName, time: number): void {
  if (fired.push({ type, time }) > possible) fired.shift();
  for (const entry of active) {
    if (!matches(entry, type)) continue;
    account.expect(id(entry, type, time));
    if (entry.once) active.delete(entry);
  }
}

/** Once the tag's outermost call has returned. */
export const closeListeners = () => account.close();

export interface ListenOptions {
  readonly once?: boolean;
  /** Not together with `once`. */
  readonly replay?: boolean;
  readonly signal?: AbortSignal;
  readonly run?: (event: IAdvizeEvent) => void;
}

/** Has one more listen; returns what ends it. */
export function listen(
  iadvize: IAdvizeCallbacks,
  what: string,
  type: EventName | '*',
  { once = false, replay = false, signal, run }: ListenOptions = {},
): Stop {
  const entry: Entry = { name: `${what} ${(count += 1)}`, type, once };
  let latest = 0;

  const listener = (event: IAdvizeEvent) => {
    account.came(id(entry, event.type, event.timestamp));
    if (event.timestamp <= latest) write(({ problems }) => problems.push(`listeners: ${entry.name}, out of order`));
    latest = event.timestamp;
    run?.(event);
  };

  active.add(entry);
  if (replay) {
    const first = fired.length - promised;
    for (const [index, { type, time }] of fired.entries()) {
      if (!matches(entry, type)) continue;
      if (index < first) account.allow(id(entry, type, time));
      else account.expect(id(entry, type, time));
    }
  }
  // `'*'` and a name are two overloads.
  const options = { once, replay, signal };
  const stop = type === '*' ? iadvize.on(type, listener, options) : iadvize.on(type, listener, options);
  account.close();

  const end = () => {
    active.delete(entry);
    stop();
  };
  signal?.addEventListener('abort', () => active.delete(entry));
  return end;
}
