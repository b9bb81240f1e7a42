import type { Adapter } from '../../core/types';
import { aString, clientWith } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter, find } from './vendor';
import type { Client } from './vendor';

export interface PianoOptions extends AdapterOptions {
  /** The SDK, where the site imports it: `pianoAnalytics`. Default: `window.pa`. */
  readonly client?: Client<'sendEvent'> | undefined;
  /**
   * Name of the SDK's queue (its `queueVarName`, `'_paq'` unless configured), to push to without waiting for the SDK.
   * Default: wait for the SDK, since Matomo's queue has that name too.
   */
  readonly queue?: string | undefined;
}

/**
 * Piano Analytics: `pa.sendEvent(name, properties)`. Properties reach reports once they are declared in the Data Model.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://developers.atinternet-solutions.com/piano-analytics/data-collection/sdks/javascript
 */
export function piano(options: PianoOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'piano',
      options: { client: clientWith('sendEvent'), queue: aString },
      tool: ({ queue }) => (queue === undefined ? 'pa.sendEvent' : find(`${queue}.push`)),
      send: (call, { name, parameters }, { queue }) =>
        queue === undefined ? call(name, parameters) : call(['sendEvent', name, parameters]),
    },
    options,
  );
}
