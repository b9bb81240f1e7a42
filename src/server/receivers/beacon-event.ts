import type { EventName } from '../../core/callbacks';
import { isRecord } from '../rest/kinds';

/** An event of a page, as the `beacon` adapter sent it. A visitor can make up all of it: count it, do not trust it. */
export interface CollectedEvent {
  /** Its own, and the same when it is sent again. */
  readonly id: string;
  /** Such as `'iadvize_chat_started'`. */
  readonly name: string;
  /** Such as `'chatStarted'`; another where the page has a later version. */
  readonly type: EventName | (string & {});
  /** When it happened by the visitor's clock, in epoch milliseconds. */
  readonly timestamp: number;
  /** Address of the page where it happened; undefined where the page did not send it. */
  readonly page: string | undefined;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

/** The furthest instant that a date can hold, in epoch milliseconds. */
const lastInstant = 8.64e15;

const longestPage = 2048;

const parametersLimit = 100;

/** A text of some characters, none of which is a control character. */
const pattern = (text: unknown, expression: RegExp): text is string =>
  typeof text === 'string' && expression.test(text);

/** What databases refuse in a text that JSON can hold: NUL, and half of a character, as cutting a text leaves it. */
const unstorable = /[\0\p{Cs}]/gu;

const storable = <Value>(value: Value) => (typeof value === 'string' ? value.replace(unstorable, '\ufffd') : value);

const isParameter = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

function readParameters(value: unknown): CollectedEvent['parameters'] | undefined {
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.length > parametersLimit) return undefined;
  const read: [string, string | number | boolean][] = [];
  for (const [name, parameter] of entries) {
    if (!name || name.length > 100 || name === '__proto__' || !isParameter(parameter)) return undefined;
    read.push([storable(name), storable(parameter)]);
  }
  return Object.fromEntries(read);
}

/** @throws TypeError that says what is wrong with the event. */
export function readEvent(value: unknown): CollectedEvent {
  if (!isRecord(value)) throw new TypeError('an event must be an object');
  const { id, name, type, timestamp, page } = value;
  if (!pattern(id, /^[\w.:-]{1,100}$/)) throw new TypeError('id must be 1 to 100 letters, digits, _ . : -');
  if (!pattern(name, /^[^\p{Cc}\p{Cs}]{1,100}$/u)) throw new TypeError('name must be 1 to 100 characters');
  if (!pattern(type, /^[a-z]\w{0,99}$/i)) throw new TypeError('type must be 1 to 100 letters and digits');
  if (typeof timestamp !== 'number' || !(timestamp >= 0 && timestamp <= lastInstant)) {
    throw new TypeError('timestamp must be epoch milliseconds');
  }
  if (page !== undefined && page !== null && (typeof page !== 'string' || page.length > longestPage)) {
    throw new TypeError(`page must be up to ${longestPage} characters`);
  }
  const parameters = readParameters(value['parameters']);
  if (!parameters) {
    throw new TypeError(`parameters must be an object of up to ${parametersLimit} strings, numbers and booleans`);
  }
  return { id, name, type, timestamp, page: storable(page ?? undefined), parameters };
}
