import type { Stop } from '../core/types';
import { openWhereAsked } from './from-address';
import type { InspectorOptions } from './open';

export { openInspector } from './open';
export type { Failure } from './entries';
export type { InspectorOptions } from './open';

/**
 * Opens the inspector where the page's address has `?iadvize-inspector` in it, or where it was open on the page before in
 * this browser tab. Its code is loaded only then, where the
 * app's bundler makes a file of its own of what is imported on demand. Errors from now on are shown once it is open; the
 * focus stays where it is. Does nothing on a server. Rejects where the code does not load, and as `openInspector` throws.
 * @returns a function that closes it, once it is open; `undefined` where nothing asks for it.
 * @example
 * import { openInspectorFromAddress } from 'iadvize-callbacks/inspector';
 * void openInspectorFromAddress();
 */
export const openInspectorFromAddress = async (options?: InspectorOptions): Promise<Stop | undefined> =>
  typeof location === 'undefined' ? undefined : openWhereAsked(() => import('./open'), options);
