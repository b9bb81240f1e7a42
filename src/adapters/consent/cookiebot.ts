import { aBoolean, checkOptions } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';
import { createReader, globals, names, needed } from './source';
import type { ImpliedOption } from './source';

/** The part of Cookiebot that is read here. */
interface Cookiebot {
  readonly hasResponse: unknown;
  readonly consent: Readonly<Record<string, unknown>>;
}

/** A category of Cookiebot. */
export type CookiebotCategory = 'necessary' | 'preferences' | 'statistics' | 'marketing';

export interface CookiebotConsentOptions extends ImpliedOption {
  /** Categories, such as `['statistics']`. */
  readonly categories: readonly CookiebotCategory[];
}

/**
 * The visitor's answer in Cookiebot's banner.
 *
 * @see https://www.cookiebot.com/en/developer/
 * @throws TypeError where an option is missing, wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, cookiebotConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: cookiebotConsent({ categories: ['statistics'] }) }));
 */
export function cookiebotConsent(options: CookiebotConsentOptions): ConsentSource {
  const { categories, implied } = checkOptions(options, { categories: needed(names), implied: aBoolean });

  return createReader(['CookiebotOnConsentReady', 'CookiebotOnAccept', 'CookiebotOnDecline'], () => {
    const { consent, hasResponse } = globals()['Cookiebot'] as Cookiebot;
    const allowed = categories.every((category) => consent[category] === true);
    // Consent that was given automatically, or in an unknown way, is not the visitor's.
    const answered = hasResponse === true && consent['method'] === 'explicit';
    return answered || (implied && allowed) ? allowed : undefined;
  });
}
