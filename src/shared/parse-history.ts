import { defaultTimeZone, fromWallClock } from './wall-clock';

const types = { 1: 'operator', 2: 'visitor', 3: 'system', 5: 'page' } as const;

/** Who or what an entry comes from; `'unknown'` for a code that the documentation does not list. */
export type HistoryEntryType = (typeof types)[keyof typeof types] | 'unknown';

/** One line of a transcript. */
export interface HistoryEntry {
  /** `'operator'` and `'visitor'` wrote a message; `'system'` is a notice; `'page'` is a page that the visitor saw. */
  readonly type: HistoryEntryType;
  /** The platform's code for it: 1 operator, 2 visitor, 3 system, 5 page; any other is kept. */
  readonly code: number;
  /**
   * The message, the notice (`'OPERATOR_CHAT_CLOSE'` for one), or the page's address. Written by others: put it on a page
   * as text, never as HTML, and an address only where it is `http:` or `https:`.
   */
  readonly text: string;
  /** When, in epoch milliseconds; exact to the second where the platform gave its wall clock only. */
  readonly timestamp: number;
}

/** An entry that could not be read; its text is not repeated here. */
export interface HistoryProblem {
  /** Its place among all entries, read or not, from 0. */
  readonly index: number;
  /** `'syntax'`: not a JSON array, or cut short; otherwise the part that is missing or wrong. */
  readonly reason: 'syntax' | 'code' | 'time' | 'text';
}

export interface ParsedHistory {
  /** What could be read, in the order of the transcript. */
  readonly entries: readonly HistoryEntry[];
  /** What was skipped. */
  readonly problems: readonly HistoryProblem[];
}

export interface ParseHistoryOptions {
  /**
   * IANA name of the zone whose wall clock the platform writes, for entries without `epochMs`. An hour that the clocks
   * show twice in autumn is taken for the first of the two; one that they skip in spring, for an hour later.
   * Default: `'Europe/Paris'`.
   */
  readonly timeZone?: string | undefined;
}

/** How an entry begins. Inside a text, its quote would be escaped. */
const beginning = /\[\s*-?\d+\s*,\s*"/g;

/** How deep the arrays and objects of an entry may nest; deeper ones are damage, not worth the time to parse. */
const deepest = 3;

/** The latest time that a `Date` can hold, in epoch milliseconds. */
const latest = 8.64e15;

/**
 * Reads the `history` of a conversation (*Get a conversation details* of iAdvize's REST API documentation, 2016 edition):
 * JSON arrays `[code, "YYYY-MM-DD HH:MM:SS", text, epochMs?]` with commas between. Damaged ones are reported and skipped.
 * @throws TypeError where `text` is not a string, or the time zone is unknown.
 * @example
 * import { parseHistory } from 'iadvize-callbacks/virtual-agent';
 * const { entries, problems } = parseHistory('[2,"2024-02-16 11:25:00","Hello",1708079100000]', { timeZone: 'Europe/Paris' });
 */
export function parseHistory(text: string, { timeZone = defaultTimeZone }: ParseHistoryOptions = {}): ParsedHistory {
  if (typeof text !== 'string') throw new TypeError(`Expected a history string, not ${typeof text}`);
  const readClock = createClockReader(timeZone);
  const entries: HistoryEntry[] = [];
  const problems: HistoryProblem[] = [];

  [...split(text)].forEach((value, index) => {
    const entry = readEntry(value, readClock);
    if (typeof entry === 'string') problems.push({ index, reason: entry });
    else entries.push(entry);
  });
  return { entries, problems };
}

function parse(json: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The value of each entry; undefined for entries that cannot be read. */
function* split(text: string): Generator<unknown> {
  let at = 0;
  for (;;) {
    while (at < text.length && /[\s,]/.test(text.charAt(at))) at += 1;
    if (at === text.length) return;
    const end = endOfArray(text, at);
    const value = end && parse(text.slice(at, end));
    if (!value) return void (yield* recover(text.slice(at)));
    yield value;
    at = end;
  }
}

/** Continues after the first damage: from there on, only what looks like the beginning of an entry can be trusted. */
function* recover(text: string): Generator<unknown> {
  const starts = [...text.matchAll(beginning)].map(({ index }) => index);
  if (starts[0] !== 0) starts.unshift(0);
  for (const [at, start] of starts.entries()) {
    const piece = text.slice(start, starts[at + 1]);
    const end = endOfArray(piece, 0);
    if (end) yield parse(piece.slice(0, end));
    // What is left is damage, whatever it was meant to be.
    if (/[^\s,]/.test(piece.slice(end))) yield undefined;
  }
}

/**
 * Where the array that begins at `start` ends; 0 where there is no array, or it has no end, or it nests too deep for an
 * entry.
 */
function endOfArray(text: string, start: number): number {
  if (text[start] !== '[') return 0;
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const token = text[at];
    if (quoted && token === '\\') at += 1;
    else if (token === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth === 0) return at + 1;
    if (depth > deepest) return 0;
  }
  return 0;
}

function readEntry(value: unknown, readClock: (wallClock: string) => number | undefined) {
  if (!Array.isArray(value)) return 'syntax';
  const [code, wallClock, text, epoch] = value as readonly unknown[];
  if (!Number.isSafeInteger(code)) return 'code';
  const timestamp = isInstant(epoch) ? epoch : typeof wallClock === 'string' ? readClock(wallClock) : undefined;
  if (timestamp === undefined) return 'time';
  if (typeof text !== 'string') return 'text';
  const type: HistoryEntryType = types[code as keyof typeof types] ?? 'unknown';
  return { type, code: Number(code), text, timestamp };
}

const isInstant = (value: unknown): value is number => Number.isInteger(value) && Math.abs(Number(value)) <= latest;

const dayLength = 86_400_000;

/** Reads wall clocks of one time zone. */
function createClockReader(timeZone: string) {
  /** How far each day's clocks are ahead of UTC, in milliseconds: NaN where that changes in the course of the day. */
  const days = new Map<string, number>();
  const read = (wallClock: string) => fromWallClock(wallClock, timeZone);
  try {
    read('2016-02-16');
  } catch {
    throw new TypeError(`Unknown time zone ${String(timeZone)}`);
  }

  function aheadOn(day: string): number {
    const midnight = Date.parse(day);
    const start = read(day) ?? NaN;
    const end = Number.isNaN(start) ? NaN : read(new Date(midnight + dayLength).toISOString().slice(0, 10));
    return end === start + dayLength ? midnight - start : NaN;
  }

  return (wallClock: string): number | undefined => {
    const [, day, time] = /^(\d{4}-\d\d-\d\d)[ T]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(wallClock) ?? [];
    if (!day || !time) return undefined;
    const ahead = days.get(day) ?? aheadOn(day);
    days.set(day, ahead);
    return Number.isNaN(ahead) ? read(wallClock) : Date.parse(`${day}T${time}Z`) - ahead;
  };
}
