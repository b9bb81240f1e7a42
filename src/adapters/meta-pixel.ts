import type { Adapter } from '../core/types';
import { fit } from './limits';
import type { AdapterOptions } from './options';
import { callable, global } from './tool';
import { createVendorAdapter, text } from './vendor';

export interface MetaPixelOptions extends AdapterOptions {
  /** The one pixel that gets the events. Default: every one on the page. */
  readonly pixelId?: string | undefined;
}

const limits = { name: 50 };

/**
 * Meta Pixel: `fbq('trackCustom', name, parameters)`.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://developers.facebook.com/docs/meta-pixel/implementation/conversion-tracking#custom-events
 */
export function metaPixel(options: MetaPixelOptions = {}): Adapter {
  return createVendorAdapter(options, { pixelId: text }, ({ pixelId }) => {
    const command = pixelId === undefined ? ['trackCustom'] : ['trackSingleCustom', pixelId];
    return {
      name: 'metaPixel',
      find: () => callable(global('fbq')),
      send(fbq, event) {
        fbq(...command, ...fit(event, limits));
      },
    };
  });
}
