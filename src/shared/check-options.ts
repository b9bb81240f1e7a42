import { longestTimer } from './delay';

/** What an option must be: in words, for the error; the check of a value; and whether the option is required. */
export type OptionCheck = readonly [expected: string, accepts: (value: unknown) => boolean, needed?: boolean];

/** The check of each option, by the option's name. */
export type OptionChecks<Name extends string = string> = Readonly<Record<Name, OptionCheck>>;

type TypeName = 'boolean' | 'function' | 'number' | 'string';

/** An object, an array or a function. */
export const isObject = (value: unknown): value is object => Object(value) === value;

/** Whether a value has a method of that name. */
export const has = (value: unknown, method: string): boolean => typeof (Object(value) as Values)[method] === 'function';

type Values = Readonly<Record<string, unknown>>;

const ofType = (type: TypeName): OptionCheck => [`a ${type}`, (value) => typeof value === type];

export const aBoolean = /* @__PURE__ */ ofType('boolean');
export const aFunction = /* @__PURE__ */ ofType('function');
export const aString = /* @__PURE__ */ ofType('string');

const milliseconds = (least: number): OptionCheck => [
  `milliseconds from ${least} to ${longestTimer}`,
  (value) => typeof value === 'number' && value >= least && value <= longestTimer,
];

/** A time to wait, as long as a timer can count. */
export const aPause = /* @__PURE__ */ milliseconds(0);
/** How long something may take. */
export const aTimeout = /* @__PURE__ */ milliseconds(1);

const whole = (least: number): OptionCheck => [
  `a whole number, ${least} or more`,
  (value) => Number.isSafeInteger(value) && Number(value) >= least,
];

/** How many of something there may be. */
export const aWholeNumber = /* @__PURE__ */ whole(0);
export const aPositiveNumber = /* @__PURE__ */ whole(1);

/** One of a few words. */
export const oneOf = (...words: readonly string[]): OptionCheck => [
  words.map((word) => `"${word}"`).join(' or '),
  (value) => words.some((word) => word === value),
];

/** The same check for a required option. */
export const required = ([expected, accepts]: OptionCheck): OptionCheck => [expected, accepts, true];

/** A list of some of these values. */
export const someOf = (known: readonly unknown[]): OptionCheck => [
  `a list of ${known.join(', ')}`,
  (value) => Array.isArray(value) && value.every((item) => known.includes(item)),
];

const objectOf = (type: TypeName): OptionCheck => [
  `an object of ${type}s`,
  (value) => isObject(value) && Object.values(value).every((item) => typeof item === type),
];

/** Objects whose values are all of one type. */
export const numbersByName = /* @__PURE__ */ objectOf('number');
export const textsByName = /* @__PURE__ */ objectOf('string');

/** A tool that the site imports: an object with these methods. */
export const clientWith = (...methods: readonly string[]): OptionCheck => [
  `a client with ${methods.join(' and ')}`,
  (value) => methods.every((method) => has(value, method)),
];

/** Describes a value for an error: itself, or its type where the value may be long or throw when it is read. */
const describe = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`;
  if (typeof value === 'string') return `"${value}"`;
  return isObject(value) ? typeof value : String(value);
};

/** The error for a wrong value: what it is, what was expected, and what was given. */
export const wrong = (what: string, expected: string, value: unknown): TypeError =>
  new TypeError(`${what}: expected ${expected}, not ${describe(value)}`);

/** A copy of the options without a prototype: what a script put on `Object.prototype` is no option. */
export const ownOptions = <Options extends object>(options: Options): Options & Values => ({
  __proto__: null,
  ...options,
});

/**
 * @returns a copy of the options without a prototype.
 * @throws TypeError that names the option that is wrong or unknown, what is expected, and what was given.
 */
export function checkOptions<Options extends object>(options: Options, checks: OptionChecks): Options {
  if (!isObject(options)) throw wrong('Options', 'an object', options);
  const given = ownOptions(options);
  const known = ownOptions(checks);
  for (const name of Object.keys({ ...known, ...given })) {
    const check = known[name];
    if (!check) throw new TypeError(`No option ${name}, only ${Object.keys(known).join(', ')}`);
    const value = given[name];
    if (value === undefined ? check[2] : !check[1](value)) throw wrong(`Option ${name}`, check[0], value);
  }
  return given;
}
