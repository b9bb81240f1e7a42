/** @throws TypeError that says what was expected, where that is not what was given. */
export function expect(right: unknown, what: string): asserts right {
  if (!right) throw new TypeError(`Expected ${what}`);
}
