import type { Adapter } from '../../core/types';
import { aString } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter, find, global } from './vendor';
import type { Call } from './vendor';

export interface Ga4Options extends AdapterOptions {
  /** The measurement that gets the events, `'G-XXXX'`. Default: every one that the page's `config` commands name. */
  readonly measurementId?: string | undefined;
  /** Name of the data layer, where the site renamed it. Default: `'dataLayer'`. */
  readonly dataLayer?: string | undefined;
}

/**
 * Google Analytics 4: `gtag('event', name, parameters)`. Where a page has no `gtag` function but a data layer with a
 * `config` command on it, the command goes there; an event before any `config` would reach no measurement, and waits.
 * gtag.js has no field for the time of an event: it counts when it is sent.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://developers.google.com/tag-platform/gtagjs/reference#event
 * @see https://support.google.com/analytics/answer/9267744 for the limits
 */
export function ga4(options: Ga4Options = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'ga4',
      options: { measurementId: aString, dataLayer: aString },
      tool: ({ dataLayer = 'dataLayer' }) => find('gtag') ?? gtagOf(global(dataLayer)),
      limits: { name: 40, key: 40, value: 100, count: 25, refused: /[^\p{L}\p{N}_]/gu },
      send: (gtag, { name, parameters }, { measurementId }) =>
        gtag('event', name, { ...parameters, ...(measurementId && { send_to: measurementId }) }),
    },
    options,
  );
}

const isConfig = (command: unknown) => Reflect.get(Object(command) as object, 0) === 'config';

/** What the page's snippet defines as `gtag`: gtag.js takes an `arguments` object for a command, not an array. */
function gtagOf(layer: unknown): Call | undefined {
  if (!Array.isArray(layer) || !layer.some(isConfig)) return undefined;
  return function () {
    // eslint-disable-next-line prefer-rest-params
    layer.push(arguments);
  };
}
