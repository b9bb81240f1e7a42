import type { OptionCheck } from '../shared/check-options';

/** A secret, which must be there and which no error repeats. */
export const aSecret = (
  name: string,
  expected: string,
  accepts: (secret: string) => boolean = (secret) => secret !== '',
): OptionCheck => [
  expected,
  (value) => {
    if (typeof value === 'string' && accepts(value)) return true;
    throw new TypeError(`Option ${name}: expected ${expected}`);
  },
  true,
];

/** The same, or several of them while one replaces another; the first signs, all are accepted. */
export const someSecrets = (
  name: string,
  expected: string,
  accepts: (secret: string) => boolean = (secret) => secret !== '',
): OptionCheck => {
  const [, check] = aSecret(name, `${expected}, or a list of them`, accepts);
  return [
    expected,
    (value) => (Array.isArray(value) && value.length > 0 ? value.every((each) => check(each)) : check(value)),
    true,
  ];
};
