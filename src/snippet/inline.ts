import type { CallbackName } from '../core/callbacks';
import { globalName, libraryKey } from '../core/shared';
import type { Recording } from '../core/shared';

/**
 * The script that goes inline into the page's head where the library itself loads `async`. It stands in for
 * `window.iAdvizeCallbacks`, records what the tag calls, and runs what the site puts there meanwhile. The build puts
 * the callbacks' names, without their `on`, in the place of `CALLBACK_NAMES`.
 */
declare const CALLBACK_NAMES: string;

declare const window: Window & { [globalName]?: unknown };

/** @returns false where a `var` came first, and the global carries no accessor. */
const hold = (object: object, name: string, value: unknown, set: (value: unknown) => void) =>
  Reflect.defineProperty(object, name, { get: () => value, set, enumerable: true, configurable: true });

type Owner = Partial<Record<CallbackName, ((...args: unknown[]) => unknown) | null>>;

const attempt = (run: () => void) => {
  try {
    run();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
};

if (!window[libraryKey]) {
  const received: Recording['received'] = [];
  const assigned: unknown[] = [window[globalName]];
  const entries = {};
  const recording: Recording = (window[libraryKey] = { received, assigned, entries });

  for (const suffix of CALLBACK_NAMES.split(' ')) {
    const name = `on${suffix}` as CallbackName;
    let running = false;

    const entry = (...args: unknown[]) => {
      if (recording.push) recording.push(name, args);
      // Otherwise it is a site function that chains to what it found.
      else if (!running) {
        running = true;
        received.push([name, Date.now(), args, document.URL]);
        // By source text: the same code run again replaces its first run.
        let owners: Record<string, Owner> = {};
        for (const value of assigned) {
          attempt(() => {
            const owner = Object(value) as Owner;
            const site = owner[name];
            if (site === null) owners = {};
            else if (site && site !== entry) owners[site as never] = owner;
          });
        }
        for (const source in owners) attempt(() => owners[source]?.[name]?.(...args));
        running = false;
      }
    };

    hold(entries, name, entry, (value) => assigned.push({ [name]: value ?? null }));
  }

  if (!hold(window, globalName, entries, (value) => assigned.push(value))) window[globalName] = entries;
}
