import { checkOptions, clientWith } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';
import { aName, createReader, globals, needed } from './source';

/** CookieConsent, as its script or package gives it. */
export interface CookieConsent {
  validConsent(): boolean;
  acceptedCategory(category: string): boolean;
}

export interface CookieConsentOptions {
  /** The category's name in CookieConsent's configuration, such as `'analytics'`. */
  readonly category: string;
  /** The package, where the site imports it. Default: the page's `CookieConsent`, which is waited for. */
  readonly client?: CookieConsent | undefined;
}

/**
 * The visitor's answer to a category in CookieConsent, `vanilla-cookieconsent` 3.
 *
 * @see https://cookieconsent.orestbida.com/reference/api-reference.html
 * @throws TypeError where an option is missing, wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, cookieConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: cookieConsent({ category: 'analytics' }) }));
 */
export function cookieConsent(options: CookieConsentOptions): ConsentSource {
  const { category, client } = checkOptions(options, {
    category: needed(aName),
    client: clientWith('validConsent', 'acceptedCategory'),
  });

  return createReader(['cc:onConsent', 'cc:onChange'], () => {
    const banner = client ?? (globals()['CookieConsent'] as CookieConsent);
    return banner.validConsent() === true ? banner.acceptedCategory(category) === true : undefined;
  });
}
