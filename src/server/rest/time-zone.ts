import type { OptionCheck } from '../../shared/check-options';
import { toWallClock } from '../../shared/wall-clock';

/** The name of a time zone that this runtime knows. */
export const aTimeZone: OptionCheck = [
  'a time zone',
  (value) => {
    try {
      return typeof value === 'string' && toWallClock(0, value) !== '';
    } catch {
      return false;
    }
  },
];
