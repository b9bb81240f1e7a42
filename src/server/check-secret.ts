import type { OptionCheck } from '../shared/check-options';

type Accepts = (secret: string) => boolean;

const notEmpty: Accepts = (secret) => secret !== '';

const check = (name: string, expected: string, accepts: Accepts, value: unknown): string => {
  if (typeof value === 'string' && accepts(value)) return value;
  throw new TypeError(`Option ${name}: expected ${expected}`);
};

/** A secret, which must be there and which no error repeats. */
export const aSecret = (name: string, expected: string, accepts: Accepts): OptionCheck => [
  expected,
  (value) => check(name, expected, accepts, value) !== '',
  true,
];

/**
 * One secret, or several while one replaces another, as a list.
 * @throws TypeError that does not repeat them.
 */
export function secretsOf(name: string, value: unknown, expected = 'a string that is not empty', accepts = notEmpty) {
  const values: readonly unknown[] = Array.isArray(value) && value.length ? value : [value];
  // Of a hole, too, which `map` leaves out.
  return Array.from(values, (each) => check(name, `${expected}, or a list of them`, accepts, each));
}
