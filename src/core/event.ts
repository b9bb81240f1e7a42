import { byName, callbacks } from './callbacks';
import type { CallbackName, CallbackNameOf, EventDetail, EventName, EventNameOf } from './callbacks';
import { readFields } from './fields';

/** One call of the tag, shaped like a DOM `CustomEvent`. */
export interface EventOf<Type extends EventName> {
  /** The event's name, such as `'chatStarted'`. */
  readonly type: Type;
  /**
   * What the callback was given, normalised: ids are strings, 0/1 and "0"/"1" are booleans, what is absent or unreadable
   * is `undefined`. `null` for callbacks that are given nothing.
   */
  readonly detail: EventDetail<Type>;
  /** When the tag made the call, in epoch milliseconds. */
  readonly timestamp: number;
  /** The page's whole address (`document.URL`) when the tag made the call, which a route change may have left behind. */
  readonly page: string;
  /** Whether it reaches this listener after the fact, through the `replay` option. */
  readonly replayed: boolean;
  /** The callback's name, such as `'onChatStarted'`. */
  readonly callback: CallbackNameOf<Type>;
  /** Exactly what the tag passed. */
  readonly raw: unknown;
}

/** An event: any of them, or those of the given names. Its `type` narrows its `detail`. */
export type IAdvizeEvent<Type extends EventName = EventName> = { [Name in Type]: EventOf<Name> }[Type];

/** The event's name for each callback's. */
export const eventNames = /* @__PURE__ */ byName(
  (name) => (name.charAt(2).toLowerCase() + name.slice(3)) as EventNameOf<typeof name>,
);

/** Turns a call of the tag into its event; never throws, whatever was passed. */
export function createEvent(callback: CallbackName, raw: unknown, timestamp: number): IAdvizeEvent {
  const fields = callbacks[callback];
  const detail = fields && readFields(raw, fields);
  // The table pairs each name with its detail, which a union of names cannot express.
  return {
    type: eventNames[callback],
    detail,
    timestamp,
    page: document.URL,
    replayed: false,
    callback,
    raw,
  } as IAdvizeEvent;
}
