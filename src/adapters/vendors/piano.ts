import { aString } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { find } from './find';
import { vendor } from './vendor';
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
 * Piano Analytics: `pa.sendEvent(name, properties)`. The event's page is the property `event_url_full`. Properties
 * reach reports once they are declared in the Data Model.
 *
 * @see https://developers.atinternet-solutions.com/piano-analytics/data-collection/sdks/javascript
 * @example
 * import { piano } from 'iadvize-callbacks/adapters';
 * iadvize.use(piano({ queue: '_pac_queue' }));
 */
export const piano = /* @__PURE__ */ vendor<PianoOptions>({
  name: 'piano',
  options: { queue: aString },
  client: ['sendEvent'],
  tool: ({ queue }) => (queue === undefined ? 'pa.sendEvent' : find(`${queue}.push`)),
  hasPage: true,
  send(call, { name, parameters, page }, { queue }) {
    const properties = { ...(page && { event_url_full: page }), ...parameters };
    if (queue === undefined) call(name, properties);
    else call(['sendEvent', name, properties]);
  },
});
