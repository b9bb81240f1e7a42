import { forget, page, tell } from './stand-in';
import type { StandIn, Visit } from './stand-in';

const announce = (detail: object) => tell('UC_UI_CMP_EVENT', { source: 'FIRST_LAYER', ...detail });
const kind = (allowed: boolean | 'statistics') => (allowed === true ? 'ACCEPT_ALL' : allowed ? 'SAVE' : 'DENY_ALL');

/** Usercentrics' banner of version 2, with the services `stats1` and `ads1` in `statistics` and `marketing`. */
export function createUsercentrics2({ stored, optOut = false }: Visit = {}): StandIn {
  const service = (id: string, categorySlug: string) => ({
    id,
    name: id.toUpperCase(),
    categorySlug,
    consent: {
      status: stored ?? optOut,
      history: [
        { type: 'implicit', status: optOut },
        ...(stored === undefined ? [] : [{ type: 'explicit', status: stored }]),
      ],
    },
  });
  const services = [service('stats1', 'statistics'), service('ads1', 'marketing')];

  return {
    load() {
      page['UC_UI'] = { isInitialized: () => true, getServicesBaseInfo: () => services };
      tell('UC_UI_INITIALIZED');
      tell('ucEvent', { event: 'consent_status', action: 'onInitialPageLoad', type: 'implicit' });
    },
    answer(allowed) {
      for (const { categorySlug, consent } of services) {
        consent.status = allowed === true || allowed === categorySlug;
        consent.history.push({ type: 'explicit', status: consent.status });
      }
      announce({ type: kind(allowed) });
    },
    chatter: () => announce({ type: 'CMP_SHOWN' }),
    remove: () => forget('UC_UI'),
  };
}

/** Usercentrics' banner of version 3, with the same services: everything it is asked for comes by a promise. */
export function createUsercentrics3({ stored, optOut = false }: Visit = {}): StandIn {
  let type = stored === undefined ? 'IMPLICIT' : 'EXPLICIT';
  let given = { statistics: stored ?? optOut, marketing: stored ?? optOut };
  const category = (allowed: boolean, id: string) => ({
    state: allowed ? 'ALL_ACCEPTED' : 'ALL_DENIED',
    dps: { [id]: allowed },
  });
  const details = () => ({
    consent: { type, status: given.marketing ? 'ALL_ACCEPTED' : 'SOME_DENIED', required: !optOut },
    services: {
      stats1: { name: 'Stats', category: 'statistics', consent: { given: given.statistics, type } },
      ads1: { name: 'Ads', category: 'marketing', consent: { given: given.marketing, type } },
    },
    categories: { statistics: category(given.statistics, 'stats1'), marketing: category(given.marketing, 'ads1') },
  });

  return {
    load() {
      page['__ucCmp'] = { isInitialized: async () => true, getConsentDetails: async () => details() };
      tell('UC_UI_INITIALIZED');
      tell('UC_CONSENT', details());
    },
    answer(allowed) {
      type = 'EXPLICIT';
      given = { statistics: allowed !== false, marketing: allowed === true };
      announce({ type: kind(allowed) });
      tell('UC_CONSENT', details());
    },
    chatter() {
      announce({ type: 'CMP_SHOWN' });
      tell('UC_CONSENT', details());
    },
    remove: () => forget('__ucCmp'),
  };
}
