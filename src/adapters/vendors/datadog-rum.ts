import type { AdapterOptions } from '../pipeline/options';
import { find } from './find';
import { vendor } from './vendor';
import type { Client } from './vendor';

export interface DatadogRumOptions extends AdapterOptions {
  /** The SDK, where the site imports it: `datadogRum`. Default: `window.DD_RUM`. */
  readonly client?: Client<'addAction' | 'onReady'> | undefined;
}

/**
 * Datadog RUM: `DD_RUM.addAction(name, context)`, through `DD_RUM.onReady`, which waits where only the page's snippet is
 * there. Datadog has no field for the time of an action: it counts when it is sent.
 *
 * @see https://docs.datadoghq.com/real_user_monitoring/guide/send-rum-custom-actions/
 * @example
 * import { datadogRum } from 'iadvize-callbacks/adapters';
 * iadvize.use(datadogRum());
 */
export const datadogRum = /* @__PURE__ */ vendor<DatadogRumOptions>({
  name: 'datadogRum',
  client: ['addAction', 'onReady'],
  tool: 'DD_RUM.onReady',
  send: (onReady, { name, parameters }, { client }) =>
    onReady(() => find('DD_RUM.addAction', client)?.(name, parameters)),
});
