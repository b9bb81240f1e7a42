/** The time zone of an iAdvize account, unless it says otherwise. */
export const defaultTimeZone = 'Europe/Paris';

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for an unknown time zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What the clocks of a time zone show at an instant (epoch milliseconds), as `YYYY-MM-DD HH:MM:SS`. */
export function toWallClock(instant: number, timeZone: string): string {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) parts[type] = value;
  const { year = '', month, day, hour, minute, second } = parts;
  return `${year.padStart(4, '0')}-${month}-${day} ${hour}:${minute}:${second}`;
}

const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d))?$/;
const day = 86_400_000;

/** The same digits read as UTC; undefined for what is no date. */
function asUtc(wallClock: string): number | undefined {
  if (!pattern.test(wallClock)) return undefined;
  const instant = Date.parse(`${wallClock.slice(0, 10)}T${wallClock.slice(11) || '00:00:00'}Z`);
  // Date.parse takes 31 June for 1 July in some engines.
  return Number.isNaN(instant) || new Date(instant).getUTCDate() !== Number(wallClock.slice(8, 10))
    ? undefined
    : instant;
}

/**
 * The instant, in epoch milliseconds, at which the clocks of a time zone show `YYYY-MM-DD HH:MM:SS`, or `YYYY-MM-DD` for
 * its midnight; undefined for what is no date. What clocks show twice in autumn is the first of the two, what they skip
 * in spring is an hour later.
 */
export function fromWallClock(wallClock: string, timeZone: string): number | undefined {
  const digits = asUtc(wallClock);
  if (digits === undefined) return undefined;
  const shown = (instant: number) => asUtc(toWallClock(instant, timeZone)) ?? instant;
  const candidates = [digits - day, digits + day].map((near) => digits - (shown(near) - near));
  return candidates.find((instant) => shown(instant) === digits) ?? candidates[0];
}
