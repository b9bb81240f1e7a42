import type { Adapter } from '../../core/types';
import { aBoolean, clientWith } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';
import type { Client } from './vendor';

export interface PlausibleOptions extends AdapterOptions {
  /** The tracker, where the site imports it. Default: `window.plausible`. */
  readonly client?: Client<'track'> | undefined;
  /** Whether the events count towards the bounce rate. Default: Plausible's own, `true`. */
  readonly interactive?: boolean | undefined;
}

/**
 * Plausible: `plausible(name, { props })`, each property as a text. Plausible has no field for the time of an event: it
 * counts when it is sent.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://plausible.io/docs/custom-event-goals
 * @see https://plausible.io/docs/custom-props/introduction for the limits
 */
export function plausible(options: PlausibleOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'plausible',
      options: { client: clientWith('track'), interactive: aBoolean },
      tool: ({ client }) => (client ? 'plausible.track' : 'plausible'),
      limits: { name: 120, key: 300, value: 2000, count: 30, texts: true },
      send: (track, { name, parameters }, { interactive }) =>
        track(name, { props: parameters, ...(interactive !== undefined && { interactive }) }),
    },
    options,
  );
}
