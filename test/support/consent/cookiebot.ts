import { forget, page, tell } from './stand-in';
import type { StandIn, Visit } from './stand-in';

/** Cookiebot's banner, with its four categories. */
export function createCookiebot({ stored, optOut = false }: Visit = {}): StandIn {
  const consent = {
    necessary: true,
    preferences: stored ?? optOut,
    statistics: stored ?? optOut,
    marketing: stored ?? optOut,
    method: (stored === undefined ? (optOut ? 'implied' : null) : 'explicit') as string | null,
    stamp: '0',
  };
  const banner = { consent, hasResponse: stored !== undefined, consented: stored === true, declined: stored === false };
  const tellAnswer = () => {
    if (!banner.hasResponse) return;
    // After a partial withdrawal, too.
    tell(consent.statistics || consent.marketing ? 'CookiebotOnAccept' : 'CookiebotOnDecline');
  };

  return {
    load() {
      page['Cookiebot'] = banner;
      tell('CookiebotOnLoad');
      tell('CookiebotOnConsentReady');
      tellAnswer();
    },
    answer(allowed) {
      const some = allowed !== false;
      Object.assign(banner, { hasResponse: true, consented: some, declined: !some });
      Object.assign(consent, { method: 'explicit', preferences: some, statistics: some, marketing: allowed === true });
      tell('CookiebotOnConsentReady');
      tellAnswer();
    },
    chatter() {
      tell('CookiebotOnDialogDisplay');
      tell('CookiebotOnConsentReady');
      tellAnswer();
    },
    remove: () => forget('Cookiebot'),
  };
}
