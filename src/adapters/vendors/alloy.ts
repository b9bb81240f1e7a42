import { aFunction, aString } from '../../shared/check-options';
import { isHidden } from '../pipeline/schedule';
import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export interface AlloyOptions extends AdapterOptions {
  /** The Web SDK, where the site imports it: what `createInstance` returns. Default: the page's function. */
  readonly client?: ((...command: never[]) => unknown) | undefined;
  /** Name of the page's function, where the site renamed it. Default: `'alloy'`. */
  readonly global?: string | undefined;
}

/**
 * Adobe Experience Platform Web SDK: `alloy('sendEvent', { xdm, data })`. The event is a web interaction in XDM, with
 * the event's time in `timestamp` and its page in `web.webPageDetails`; the parameters are under `data.iadvize`, for
 * the datastream to map. While the page is hidden it goes out with `documentUnloading`, which has the Web SDK use a
 * beacon.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/collection/js/commands/sendevent/overview
 * @example
 * import { alloy } from 'iadvize-callbacks/adapters';
 * iadvize.use(alloy({ global: 'alloy' }));
 */
export const alloy = /* @__PURE__ */ vendor<AlloyOptions>({
  name: 'alloy',
  options: { client: aFunction, global: aString },
  tool: ({ global = 'alloy' }) => global,
  hasPage: true,
  send: (alloy, { name, parameters, timestamp, page }) =>
    alloy('sendEvent', {
      xdm: {
        eventType: 'web.webinteraction.linkClicks',
        timestamp: new Date(timestamp).toISOString(),
        web: {
          ...(page && { webPageDetails: { URL: page } }),
          webInteraction: { name, type: 'other', linkClicks: { value: 1 } },
        },
      },
      data: { iadvize: { ...parameters, event: name } },
      ...(isHidden() && { documentUnloading: true }),
    }),
});
