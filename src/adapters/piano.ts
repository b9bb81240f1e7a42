import type { Adapter } from '../core/types';
import type { AdapterOptions } from './options';
import { global, method, queue as findQueue } from './tool';
import { createVendorAdapter, having, text } from './vendor';
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
  return createVendorAdapter(options, { client: having('sendEvent'), queue: text }, ({ client, queue }) => ({
    name: 'piano',
    find() {
      const push = queue === undefined ? undefined : findQueue(queue);
      return push ? (...args: unknown[]) => push(['sendEvent', ...args]) : method(client ?? global('pa'), 'sendEvent');
    },
    send(sendEvent, { name, parameters }) {
      sendEvent(name, { ...parameters });
    },
  }));
}
