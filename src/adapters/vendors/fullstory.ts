import type { AdapterOptions } from '../pipeline/options';
import { nameIn } from './find';
import { vendor } from './vendor';

export type FullstoryOptions = AdapterOptions;

/**
 * FullStory: `FS('trackEvent', { name, properties })`. The name that the page's snippet gave the function, in
 * `_fs_namespace`, is followed.
 *
 * @see https://developer.fullstory.com/browser/capture-events/analytics-events/
 * @see https://help.fullstory.com/hc/en-us/articles/360020623234-Client-API-Requirements for the limits
 * @example
 * import { fullstory } from 'iadvize-callbacks/adapters';
 * iadvize.use(fullstory());
 */
export const fullstory = /* @__PURE__ */ vendor<FullstoryOptions>({
  name: 'fullstory',
  tool: () => nameIn('_fs_namespace', 'FS'),
  limits: { name: 250, key: 512 },
  send: (fs, { name, parameters }) => fs('trackEvent', { name, properties: parameters }),
});
