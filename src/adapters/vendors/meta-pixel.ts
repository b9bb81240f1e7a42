import { aString } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export interface MetaPixelOptions extends AdapterOptions {
  /** The one pixel that gets the events. Default: every one on the page. */
  readonly pixelId?: string | undefined;
}

/**
 * Meta Pixel: `fbq('trackCustom', name, parameters)`.
 *
 * @see https://developers.facebook.com/docs/meta-pixel/implementation/conversion-tracking#custom-events
 * @example
 * import { metaPixel } from 'iadvize-callbacks/adapters';
 * iadvize.use(metaPixel({ pixelId: '1234567890' }));
 */
export const metaPixel = /* @__PURE__ */ vendor<MetaPixelOptions>({
  name: 'metaPixel',
  options: { pixelId: aString },
  tool: 'fbq',
  limits: { name: 50 },
  send: (fbq, { name, parameters }, { pixelId }) =>
    pixelId === undefined ? fbq('trackCustom', name, parameters) : fbq('trackSingleCustom', pixelId, name, parameters),
});
