import type { Adapter } from '../core/types';
import { createAdapter } from './create-adapter';
import type { AdapterDefinition } from './create-adapter';
import { checkOptions } from './options';
import type { AdapterOptions } from './options';
import type { Call } from './tool';

/** A tool that the site imports and hands over: an object with these methods. */
export type Client<Method extends string> = Readonly<Record<Method, (...args: never[]) => unknown>>;

/** What an option must be. */
type Expectation = readonly [what: string, is: (value: unknown) => boolean];

/** What each of an adapter's own options must be. */
type Expected<Options> = { readonly [Option in Exclude<keyof Options, keyof AdapterOptions>]-?: Expectation };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

export const text: Expectation = ['a string', (value) => typeof value === 'string'];

export const flag: Expectation = ['a boolean', (value) => typeof value === 'boolean'];

export const func: Expectation = ['a function', (value) => typeof value === 'function'];

/** An object, or a function, that has the method. */
export const having = (method: string): Expectation => [
  `an object with the method ${method}`,
  (value) => (isObject(value) || typeof value === 'function') && typeof Reflect.get(value, method) === 'function',
];

/** An object whose values are all of that type. */
export const mapTo = (type: 'number' | 'string'): Expectation => [
  `an object of ${type}s`,
  (value) => isObject(value) && Object.values(value).every((item) => typeof item === type),
];

/**
 * Makes the adapter for a tool that has options of its own.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 */
export function createVendorAdapter<Options extends AdapterOptions>(
  options: Options,
  expected: Expected<Options>,
  define: (options: Options) => AdapterDefinition<Call>,
): Adapter {
  return (iadvize) => {
    checkOptions(options);
    for (const [option, [what, is]] of Object.entries<Expectation>(expected)) {
      const value: unknown = Reflect.get(options, option);
      if (value !== undefined && !is(value)) throw new TypeError(`Option ${option} must be ${what}`);
    }
    return createAdapter(define(options), options)(iadvize);
  };
}
