import { fromWallClock, toWallClock } from '../../shared/wall-clock';

/** A period on the account's wall clock, as the filters `from` and `to` take it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Shorter than any three months of a calendar, a change of the clocks included. */
const longest = 88 * 86_400_000;

/**
 * Splits a period into ones that the platform allows, newest first, as it lists; neighbours share the second at which they
 * meet, whichever side of it the platform counts.
 * @param limits in `YYYY-MM-DD HH:MM:SS`
 */
export function splitPeriod({ from, to }: Period, timeZone: string): Period[] {
  const start = fromWallClock(from, timeZone) ?? NaN;
  const end = fromWallClock(to, timeZone) ?? NaN;
  const periods: Period[] = [];
  let upper = to;
  for (let instant = end - longest; instant > start; instant -= longest) {
    const lower = toWallClock(instant, timeZone);
    periods.push({ from: lower, to: upper });
    upper = lower;
  }
  periods.push({ from, to: upper });
  return periods;
}
