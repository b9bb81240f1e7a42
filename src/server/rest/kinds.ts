import { flag as readFlag, text as readText } from '../../core/fields';
import { parseHistory } from '../../shared/parse-history';
import type { ParsedHistory } from '../../shared/parse-history';
import { fromWallClock, toWallClock } from '../../shared/wall-clock';

/** An id, in either of the forms in which the platform gives it. */
export type Id = string | number;

/** An instant: epoch milliseconds, a `Date`, or the account's wall clock as `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`. */
export type Instant = number | Date | string;

/** What a request can carry. */
export type Sent = string | number | boolean | null | readonly Sent[] | { readonly [name: string]: Sent };

/** How a field of the REST API is read from an answer, and written into a request. */
export interface Kind<Value, Input = Value> {
  /** Says what `write` takes, in errors. */
  readonly expected: string;
  /** @returns undefined where the value is unreadable. */
  read(value: unknown, timeZone: string): Value | undefined;
  /** @returns undefined where the input is wrong. */
  write(input: Input, timeZone: string): Sent | undefined;
}

/** A kind without which a record makes no sense. */
export interface RequiredKind<Value, Input = Value> extends Kind<Value, Input> {
  readonly required: true;
}

const idPattern = /^[\w-]{1,64}$/;

/** An id fit for a path, or undefined: no slash, no dot, no line break. */
export const idText = (value: unknown): string | undefined => {
  const id = readText(value);
  return id !== undefined && idPattern.test(id) ? id : undefined;
};

/** A string in the answer, as ids are in the events of the page; a number will do in a request. */
export const id: Kind<string, Id> = {
  expected: 'an id of letters, digits, "-" or "_"',
  read: readText,
  write: idText,
};

/** A record's own id. */
export const key: RequiredKind<string, Id> = { ...id, required: true };

/** In a filter: an id, `'!null'` for any, or `'null'` for none. */
export const idOrNull: Kind<string, Id> = {
  ...id,
  expected: `${id.expected}, 'null' or '!null'`,
  write: (input) => (input === '!null' ? input : idText(input)),
};

/** A string. */
export const text: Kind<string> = {
  expected: 'a string',
  read: readText,
  write: (input) => (typeof input === 'string' ? input : undefined),
};

/** A finite number; the platform may give it as a numeric string. */
export const number: Kind<number> = {
  expected: 'a finite number',
  read(value) {
    const read = typeof value === 'string' && value.trim() ? Number(value) : value;
    return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
  },
  write: (input) => (Number.isFinite(input) ? input : undefined),
};

/** Yes or no: the platform writes true, 1 or "1", and takes 1 or 0. */
export const flag: Kind<boolean> = {
  expected: 'a boolean',
  read: readFlag,
  write: (input) => (typeof input === 'boolean' ? Number(input) : undefined),
};

const iso = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:(\.\d{1,3})\d*)?\s?(?:Z|([+-])(\d\d):?(\d\d))$/;

/** Epoch milliseconds of a time with its zone; undefined for any other. */
export function readIso(value: string): number | undefined {
  const found = iso.exec(value);
  if (!found) return undefined;
  const [, date, time, fraction = '', sign, hours, minutes] = found;
  const instant = Date.parse(`${date}T${time}${fraction}${sign ? `${sign}${hours}:${minutes}` : 'Z'}`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** How many minutes the zone of a time is ahead of UTC; undefined where it has none. */
export function offsetOf(value: string): number | undefined {
  const found = iso.exec(value);
  if (!found) return undefined;
  const [, , , , sign, hours, minutes] = found;
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
}

/** Epoch milliseconds; the platform writes the account's wall clock, or a time with its zone. */
export const instant: Kind<number, Instant> = {
  expected: 'epoch milliseconds, a Date, or YYYY-MM-DD HH:MM:SS',
  read: (value, timeZone) =>
    typeof value === 'string' ? (readIso(value) ?? fromWallClock(value.slice(0, 19), timeZone)) : undefined,
  write(input, timeZone) {
    const milliseconds = typeof input === 'string' ? fromWallClock(input, timeZone) : Number(input);
    return milliseconds !== undefined && Math.abs(milliseconds) < 8e15
      ? toWallClock(milliseconds, timeZone)
      : undefined;
  },
};

/** The transcript of a conversation. */
export const history: Kind<ParsedHistory> = {
  expected: 'nothing: a transcript cannot be written',
  read: (value, timeZone) => (typeof value === 'string' ? parseHistory(value, { timeZone }) : undefined),
  write: () => undefined,
};

/** One of a few words; an answer may hold words that the documentation does not have yet. */
export const oneOf = <const Word extends Id>(...words: readonly Word[]): Kind<Word | (string & {}), Word> => ({
  expected: `one of ${words.join(', ')}`,
  read(value) {
    const read = readText(value);
    return words.find((word) => String(word) === read) ?? read;
  },
  write: (input) => (words.includes(input) ? input : undefined),
});

/** A list; the platform may give it as an array, as a comma-separated string, or as its only element. */
export const listOf = <Value, Input>(kind: Kind<Value, Input>): Kind<readonly Value[], readonly Input[]> => ({
  expected: `a list, each ${kind.expected}`,
  read(value, timeZone) {
    const values: readonly unknown[] = Array.isArray(value)
      ? value
      : typeof value === 'string'
        ? value.split(',').filter(Boolean)
        : [value];
    return values.map((each) => kind.read(each, timeZone)).filter((each) => each !== undefined);
  },
  write(input, timeZone) {
    if (!Array.isArray(input)) return undefined;
    const written = input.map((each: Input) => kind.write(each, timeZone));
    return written.every((each) => each !== undefined) ? written : undefined;
  },
});

/** Fields by name. */
export type Fields = Readonly<Record<string, Kind<unknown, never>>>;

type ValueOf<Of> = Of extends { read(...args: never): infer Value } ? Exclude<Value, undefined> : never;
type InputOf<Of> = Of extends { write(input: infer Input, ...rest: never): unknown } ? Input : never;

/** What is read of some fields: what the answer lacks is `undefined`, what it says is nothing is `null`. */
export type Values<Of> = {
  readonly [Field in keyof Of]: Of[Field] extends { required: true }
    ? ValueOf<Of[Field]>
    : ValueOf<Of[Field]> | null | undefined;
};

/** What is written into some fields. */
export type Inputs<Of> = { readonly [Field in keyof Of]?: InputOf<Of[Field]> | undefined };

/** A part of a record. */
export const recordOf = <const Of extends Fields>(fields: Of): Kind<Values<Of>, Inputs<Of>> => ({
  expected: `{ ${Object.keys(fields).join(', ')} }`,
  read: (value, timeZone) => (isRecord(value) ? readValues(value, fields, timeZone) : undefined),
  write: (input, timeZone) => writeValues('', input, fields, timeZone),
});

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws TypeError naming a required field that is missing. */
export function readValues<Of extends Fields>(
  raw: Readonly<Record<string, unknown>>,
  fields: Of,
  timeZone: string,
): Values<Of> {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const kind = fields[name];
    if (!kind) continue;
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    const read = value === null || value === undefined ? value : kind.read(value, timeZone);
    if ('required' in kind && typeof read !== 'string') throw new TypeError(`it has no ${name}`);
    values[name] = read;
  }
  // Made of exactly these fields, each by its own kind, which a loop over names cannot express.
  return values as Values<Of>;
}

/** @throws TypeError naming what is wrong. */
export function writeValues<Of extends Fields>(
  what: string,
  inputs: Inputs<Of>,
  fields: Of,
  timeZone: string,
): Record<string, Sent> {
  if (!isRecord(inputs)) throw new TypeError(`${what}: expected an object`);
  const sent: Record<string, Sent> = {};
  for (const [name, input] of Object.entries(inputs)) {
    const kind = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!kind) throw new TypeError(`${what}: no field ${name}, only ${Object.keys(fields).join(', ')}`);
    if (input === undefined) continue;
    const written = kind.write(input as never, timeZone);
    if (written === undefined) throw new TypeError(`${what}: ${name} must be ${kind.expected}`);
    sent[name] = written;
  }
  return sent;
}
