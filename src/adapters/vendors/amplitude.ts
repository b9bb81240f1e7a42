import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';
import type { Client } from './vendor';

export interface AmplitudeOptions extends AdapterOptions {
  /** The SDK, where the site imports it. Default: `window.amplitude`. */
  readonly client?: Client<'track'> | undefined;
}

/**
 * Amplitude: `amplitude.track(name, properties, { time })`, with the time of the event.
 *
 * @see https://amplitude.com/docs/sdks/analytics/browser/browser-sdk-2#track-an-event
 * @see https://amplitude.com/docs/faq/limits for the limits
 * @example
 * import { amplitude } from 'iadvize-callbacks/adapters';
 * iadvize.use(amplitude());
 */
export const amplitude = /* @__PURE__ */ vendor<AmplitudeOptions>({
  name: 'amplitude',
  client: ['track'],
  tool: 'amplitude.track',
  limits: { name: 1024, key: 1024, value: 1024 },
  send: (track, { name, parameters, timestamp }) => track(name, parameters, { time: timestamp }),
});
