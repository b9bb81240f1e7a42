import { attempt } from '../core/attempt';
import { installCallbacks } from '../core/install';
import type { ScriptTag, Use } from './window';

/**
 * Installs, puts the object on the page with these extras on it, and runs what waited for it. A page has one object: the
 * script may be on it twice, and of another version.
 */
export function start<Extras extends Pick<ScriptTag, 'load'>>(extras: Extras): ScriptTag & Extras {
  const waiting: unknown = window.iAdvizeEvents;
  const push = (...uses: Use[]) => uses.forEach((use) => attempt(() => use(iadvize)));
  const iadvize = Object.assign(installCallbacks(), extras, { push });
  window.iAdvizeEvents = iadvize;
  // An element with that id would be found there as well.
  if (Array.isArray(waiting)) {
    push(...(waiting as Use[]));
    // Scripts may keep the array and push to it later.
    waiting.push = push as never;
  }
  return iadvize;
}
