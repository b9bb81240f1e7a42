import { installCallbacks } from '../core/install';
import { createState } from './create-state';
import type { IAdvizeStore } from './types';

let store: IAdvizeStore | undefined;

/** The store that the components of a page share; a new one once the callbacks have been uninstalled. */
export function pageState(): IAdvizeStore {
  if (!store) {
    store = createState();
    installCallbacks().use(() => () => {
      store = undefined;
    });
  }
  return store;
}
