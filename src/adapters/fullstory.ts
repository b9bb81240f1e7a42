import type { Adapter } from '../core/types';
import { fit } from './limits';
import type { AdapterOptions } from './options';
import { createVendorAdapter, find, nameIn } from './vendor';

export type FullstoryOptions = AdapterOptions;

const limits = { name: 250, key: 512 };

/**
 * FullStory: `FS('trackEvent', { name, properties })`. The name that the page's snippet gave the function, in
 * `_fs_namespace`, is followed.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://developer.fullstory.com/browser/capture-events/analytics-events/
 * @see https://help.fullstory.com/hc/en-us/articles/360020623234-Client-API-Requirements for the limits
 */
export function fullstory(options: FullstoryOptions = {}): Adapter {
  return createVendorAdapter(
    'fullstory',
    options,
    {},
    () => find(nameIn('_fs_namespace', 'FS')),
    (fs, event) => {
      const [name, properties] = fit(event, limits);
      fs('trackEvent', { name, properties });
    },
  );
}
