import { aBoolean } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';
import type { Client } from './vendor';

export interface PlausibleOptions extends AdapterOptions {
  /** The tracker, where the site imports it. Default: `window.plausible`. */
  readonly client?: Client<'track'> | undefined;
  /** Whether the events count towards the bounce rate. Default: Plausible's own, `true`. */
  readonly interactive?: boolean | undefined;
}

/**
 * Plausible: `plausible(name, { props, url })`, each property as a text. Plausible has no field for the time of an event: it
 * counts when it is sent.
 *
 * @see https://plausible.io/docs/custom-event-goals
 * @see https://plausible.io/docs/custom-props/introduction for the limits
 * @example
 * import { plausible } from 'iadvize-callbacks/adapters';
 * iadvize.use(plausible({ interactive: false }));
 */
export const plausible = /* @__PURE__ */ vendor<PlausibleOptions>({
  name: 'plausible',
  options: { interactive: aBoolean },
  client: ['track'],
  tool: ({ client }) => (client ? 'plausible.track' : 'plausible'),
  limits: { name: 120, key: 300, value: 2000, count: 30, texts: true },
  hasPage: true,
  send: (track, { name, parameters, page }, { interactive }) =>
    track(name, { props: parameters, ...(page && { url: page }), ...(interactive !== undefined && { interactive }) }),
});
