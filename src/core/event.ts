import { callbackNames, eventNameOf, readerOf } from './callbacks';
import type { CallbackNameOf, EventDetail, EventName } from './callbacks';
import { readFields } from './fields';
import type { RawArgument } from './raw-arguments';

/** One call of the tag, shaped like a DOM `CustomEvent`. */
export interface EventOf<Type extends string> {
  /** The event's name, such as `'chatStarted'`. */
  readonly type: Type;
  /**
   * The callback's argument, normalised: ids are strings, 0/1 and "0"/"1" are booleans, absent or unreadable fields are
   * `undefined`. `null` for callbacks without an argument; the argument itself for callbacks that this library does not
   * know, see `InstallOptions.callbacks`.
   */
  readonly detail: EventDetail<Type>;
  /** When the tag made the call, in epoch milliseconds. */
  readonly timestamp: number;
  /** The page's whole address (`document.URL`) when the tag made the call; after a route change it is another. */
  readonly page: string;
  /** Whether the listener gets it later than it fired, through the `replay` option. */
  readonly replayed: boolean;
  /** The callback's name, such as `'onChatStarted'`. */
  readonly callback: CallbackNameOf<Type>;
  /** Exactly what the tag passed; its type is what the documentation says of it. */
  readonly raw: RawArgument<CallbackNameOf<Type>>;
}

/** An event: any of them, or those of the given names. Its `type` narrows its `detail`. */
export type IAdvizeEvent<Type extends string = EventName> = { [Name in Type]: EventOf<Name> }[Type];

/** The names of the events, in the order of the documentation. */
export const eventNames = /* @__PURE__ */ callbackNames.map(eventNameOf) as readonly EventName[];

/** Turns a call of the tag into its event; never throws, whatever was passed. */
export type CreateEvent = (raw: unknown, timestamp: number, page: string) => IAdvizeEvent;

/** Returns the function that makes one callback's events, all of the same shape. */
export function eventsOf(callback: string): CreateEvent {
  const type = eventNameOf(callback);
  const read = readerOf(callback);
  return (raw, timestamp, page) => {
    const detail = read ? readFields(raw, read) : read === null ? read : raw;
    // The table pairs each name with its detail, which a union of names cannot express.
    return { type, detail, timestamp, page, replayed: false, callback, raw } as IAdvizeEvent;
  };
}
