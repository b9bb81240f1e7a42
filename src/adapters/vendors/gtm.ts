import type { Adapter } from '../../core/types';
import { aString } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';

export interface GtmOptions extends AdapterOptions {
  /** Name of the data layer, where the site renamed it. Default: `'dataLayer'`. */
  readonly dataLayer?: string | undefined;
}

/**
 * Google Tag Manager: `dataLayer.push({ event: name, ...parameters })`. The container remembers each variable until it
 * is set anew, so a parameter of an earlier event that this one has not is set to `undefined`.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://developers.google.com/tag-platform/tag-manager/datalayer
 */
export function gtm(options: GtmOptions = {}): Adapter {
  const earlier: Record<string, undefined> = {};
  return createVendorAdapter(
    {
      name: 'gtm',
      options: { dataLayer: aString },
      tool: ({ dataLayer = 'dataLayer' }) => `${dataLayer}.push`,
      send(push, { name, parameters }) {
        push({ ...earlier, ...parameters, event: name });
        for (const parameter in parameters) earlier[parameter] = undefined;
      },
    },
    options,
  );
}
