import type { Adapter } from '../core/types';
import type { AdapterOptions } from './options';
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
  const { client, queue } = options;
  return createVendorAdapter(
    'piano',
    options,
    { queue: 'string' },
    () => (queue === undefined ? find('pa.sendEvent', client) : find(`${queue}.push`)),
    (call, { name, parameters }) => {
      if (queue === undefined) call(name, parameters);
      else call(['sendEvent', name, parameters]);
    },
  );
}
