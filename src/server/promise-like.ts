import { has } from '../shared/check-options';

/** Whether a function of the site's has to be waited for: what is there at once needs no timer. */
export const isPromiseLike = <Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> =>
  has(value, 'then');
