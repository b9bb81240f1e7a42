import type { Adapter } from '../../core/types';
import { aFunction, aString } from '../../shared/check-options';
import { isHidden } from '../pipeline/delivery';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';

export interface AlloyOptions extends AdapterOptions {
  /** The Web SDK, where the site imports it: what `createInstance` returns. Default: the page's function. */
  readonly client?: ((...command: never[]) => unknown) | undefined;
  /** Name of the page's function, where the site renamed it. Default: `'alloy'`. */
  readonly global?: string | undefined;
}

/**
 * Adobe Experience Platform Web SDK: `alloy('sendEvent', { xdm, data })`. The event is a web interaction of its XDM, with
 * the event's time in `timestamp`; the parameters are under `data.iadvize`, for the datastream to map. While the page is
 * hidden it goes out with `documentUnloading`, which has the Web SDK use a beacon.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/collection/js/commands/sendevent/overview
 */
export function alloy(options: AlloyOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'alloy',
      options: { client: aFunction, global: aString },
      tool: ({ global = 'alloy' }) => global,
      send: (alloy, { name, parameters, timestamp }) =>
        alloy('sendEvent', {
          xdm: {
            eventType: 'web.webinteraction.linkClicks',
            timestamp: new Date(timestamp).toISOString(),
            web: { webInteraction: { name, type: 'other', linkClicks: { value: 1 } } },
          },
          data: { iadvize: { ...parameters, event: name } },
          ...(isHidden() && { documentUnloading: true }),
        }),
    },
    options,
  );
}
