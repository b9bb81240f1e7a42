import { attempt } from './attempt';
import { begun, check, history, off, on, once } from './listeners';
import { overwrites } from './overwrites';
import { holding, install, uninstall } from './page';
import { shared } from './shared';
import type { IAdvizeCallbacks, InstallOptions } from './types';

const iadvize: IAdvizeCallbacks = {
  on,
  off,
  once,

  get events() {
    return [...history];
  },

  get overwrites() {
    return [...overwrites];
  },

  use(adapter) {
    check('*', adapter);
    const undo = holding.installed && adapter(iadvize);
    const stop = () => {
      if (begun.delete(stop) && undo) undo();
    };
    if (undo) begun.set(stop, []);
    return stop;
  },

  uninstall() {
    for (const stop of begun.keys()) attempt(stop);
    history.length = 0;
    uninstall();
  },
};

/**
 * Makes every callback of the iAdvize tag an event, and keeps it so whatever the page's scripts assign to
 * `window.iAdvizeCallbacks`. Call it before the tag loads, and again anywhere: a page has one object, which is returned
 * each time. Without a `window`, on a server, the object takes the same calls and does nothing.
 */
export function installCallbacks(options: InstallOptions = {}): IAdvizeCallbacks {
  if (typeof window === 'undefined') return iadvize;
  let installed = window[shared];
  if (typeof installed !== 'function') {
    let recording = installed;
    installed = ({ overwrites }) => {
      install(overwrites === 'last', recording);
      recording = undefined;
      return iadvize;
    };
    window[shared] = installed;
  }
  return installed(options);
}
