import type { Adapter } from '../../core/types';
import { aString } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';

export interface MetaPixelOptions extends AdapterOptions {
  /** The one pixel that gets the events. Default: every one on the page. */
  readonly pixelId?: string | undefined;
}

/**
 * Meta Pixel: `fbq('trackCustom', name, parameters)`.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://developers.facebook.com/docs/meta-pixel/implementation/conversion-tracking#custom-events
 */
export function metaPixel(options: MetaPixelOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'metaPixel',
      options: { pixelId: aString },
      tool: 'fbq',
      limits: { name: 50 },
      send: (fbq, { name, parameters }, { pixelId }) =>
        pixelId === undefined
          ? fbq('trackCustom', name, parameters)
          : fbq('trackSingleCustom', pixelId, name, parameters),
    },
    options,
  );
}
