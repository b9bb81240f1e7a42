import { wrong } from '../../shared/check-options';

/** @throws TypeError for what is no whole number, or out of the range. */
export function checkLimit(name: string, value: unknown, max = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isSafeInteger(value) || Number(value) < 1 || Number(value) > max) {
    throw wrong(`Option ${name}`, `a whole number from 1 to ${max}`, value);
  }
}
