import { aString } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { find, global } from './find';
import { vendor } from './vendor';
import type { ToolFunction } from './find';

export interface Ga4Options extends AdapterOptions {
  /**
   * Id of the measurement that gets the events, such as `'G-XXXX'`. Default: every one that the page's `config`
   * commands name.
   */
  readonly measurementId?: string | undefined;
  /** Name of the data layer, where the site renamed it. Default: `'dataLayer'`. */
  readonly dataLayer?: string | undefined;
}

/**
 * Google Analytics 4: `gtag('event', name, parameters)`. Where a page has no `gtag` function but a data layer with a
 * `config` command on it, the command goes there; an event before any `config` would reach no measurement, and waits.
 * `page_location` is where the event happened. gtag.js has no field for the time of an event: it counts when it is sent.
 *
 * @see https://developers.google.com/tag-platform/gtagjs/reference#event
 * @see https://support.google.com/analytics/answer/9267744 for the limits
 * @example
 * import { ga4 } from 'iadvize-callbacks/adapters';
 * iadvize.use(ga4({ measurementId: 'G-XXXXXXXXXX' }));
 */
export const ga4 = /* @__PURE__ */ vendor<Ga4Options>({
  name: 'ga4',
  options: { measurementId: aString, dataLayer: aString },
  tool: ({ dataLayer = 'dataLayer' }) => find('gtag') ?? gtagOf(global(dataLayer)),
  limits: { name: 40, key: 40, value: 100, count: 25, refused: /[^\p{L}\p{N}_]/gu },
  hasPage: true,
  missing: ({ dataLayer = 'dataLayer' }) =>
    isTagManager(global(dataLayer)) ? 'gtag: the page has Tag Manager but no gtag, use gtm()' : 'gtag',
  send: (gtag, { name, parameters, page }, { measurementId }) =>
    gtag('event', name, {
      ...(page && { page_location: page }),
      ...parameters,
      ...(measurementId && { send_to: measurementId }),
    }),
});

const hasEntry = (layer: unknown, key: string | number, isIt: (value: unknown) => boolean): layer is unknown[] =>
  Array.isArray(layer) && layer.some((item) => isIt(Reflect.get(Object(item) as object, key)));

/** Tag Manager's snippet pushes the time of its start. */
const isTagManager = (layer: unknown) => hasEntry(layer, 'gtm.start', (value) => value !== undefined);

/** What the page's snippet defines as `gtag`: gtag.js takes an `arguments` object for a command, not an array. */
function gtagOf(layer: unknown): ToolFunction | undefined {
  if (!hasEntry(layer, 0, (value) => value === 'config')) return undefined;
  return function () {
    // eslint-disable-next-line prefer-rest-params
    layer.push(arguments);
  };
}
