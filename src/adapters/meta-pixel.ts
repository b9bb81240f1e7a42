import type { Adapter } from '../core/types';
import { fit } from './limits';
import type { AdapterOptions } from './options';
import { createVendorAdapter } from './vendor';

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
  const { pixelId } = options;
  return createVendorAdapter('metaPixel', options, { pixelId: 'string' }, 'fbq', (fbq, event) =>
    fbq(...(pixelId === undefined ? ['trackCustom'] : ['trackSingleCustom', pixelId]), ...fit(event, limits)),
  );
}
