import { forget, page } from './stand-in';
import type { StandIn, Visit } from './stand-in';

/** A data layer that a consent platform tells of the answer; Tag Manager comes with it, and has a `push` of its own. */
export function createGoogleConsentMode({ stored, optOut = false }: Visit = {}): StandIn {
  // As Google's own snippet does: it is the `arguments` that are pushed, which are no array.
  const gtag: (...command: unknown[]) => void = function () {
    // eslint-disable-next-line prefer-rest-params -- see above
    (page['dataLayer'] as unknown[]).push(arguments);
  };
  const states = (marketing: boolean, statistics: boolean) => ({
    ad_storage: marketing ? 'granted' : 'denied',
    analytics_storage: statistics ? 'granted' : 'denied',
  });
  const update = (marketing: boolean, statistics: boolean) => gtag('consent', 'update', states(marketing, statistics));

  return {
    load() {
      const layer = (page['dataLayer'] ??= []) as unknown[];
      gtag('consent', 'default', { ...states(optOut, optOut), wait_for_update: 500 });
      gtag('consent', 'default', { ...states(true, true), region: ['US-CA'] });
      // As it is replayed for a visitor who comes back.
      if (stored !== undefined) update(stored, stored);
      const push = layer.push.bind(layer);
      layer.push = (...entries: unknown[]) => {
        const length = push(...entries);
        while (layer.length > 300) layer.shift();
        return length;
      };
    },
    answer: (allowed) => update(allowed === true, allowed !== false),
    chatter() {
      gtag('consent', 'default', states(false, false));
      gtag('event', 'page_view');
      for (const entry of [null, 'text', { event: 'gtm.dom' }, ['consent', 'update', states(false, false)]]) {
        (page['dataLayer'] as unknown[]).push(entry);
      }
    },
    remove: () => forget('dataLayer'),
  };
}
