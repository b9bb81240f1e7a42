import { describe, expect, it } from 'vitest';
import { fromWallClock, toWallClock } from '../../../src/shared/wall-clock';

describe('the wall clock', () => {
  it.each([
    // The documentation's own example: 11:24:24 in Paris, 1455618264049 in epoch milliseconds.
    ['2016-02-16 11:24:24', 'Europe/Paris', '2016-02-16T10:24:24Z'],
    ['2016-07-16 11:24:24', 'Europe/Paris', '2016-07-16T09:24:24Z'],
    ['2016-07-16', 'Europe/Paris', '2016-07-15T22:00:00Z'],
    ['2024-02-29 23:59:59', 'UTC', '2024-02-29T23:59:59Z'],
    ['2024-01-01 00:00:00', 'America/New_York', '2024-01-01T05:00:00Z'],
    ['2024-01-01 00:00:00', 'Asia/Kathmandu', '2023-12-31T18:15:00Z'],
    // Shown twice: the first of the two.
    ['2024-10-27 02:30:00', 'Europe/Paris', '2024-10-27T00:30:00Z'],
    // Skipped: an hour later.
    ['2024-03-31 02:30:00', 'Europe/Paris', '2024-03-31T01:30:00Z'],
  ])('%s in %s is %s', (wallClock, timeZone, iso) => {
    expect(fromWallClock(wallClock, timeZone)).toBe(Date.parse(iso));
  });

  it.each([
    '',
    'yesterday',
    '2024-02-30',
    '2023-02-29 00:00:00',
    '2024-13-01',
    '2024-01-01 25:00:00',
    '2024-01-01 10:00',
  ])('has no %j', (wallClock) => expect(fromWallClock(wallClock, 'Europe/Paris')).toBeUndefined());

  it('shows each hour of a year as it was read', () => {
    for (let instant = Date.UTC(2024, 0, 1); instant < Date.UTC(2025, 0, 1); instant += 3_600_000) {
      const shown = toWallClock(instant, 'Europe/Paris');
      expect(toWallClock(fromWallClock(shown, 'Europe/Paris') ?? NaN, 'Europe/Paris')).toBe(shown);
    }
  });
});
