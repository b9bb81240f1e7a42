import type { ConsentSource } from '../pipeline/consent';
import { numberIn, wordsIn } from './attribute-values';
import { axeptioConsent } from './axeptio';
import { cookieConsent } from './cookie-consent';
import { cookiebotConsent } from './cookiebot';
import { didomiConsent } from './didomi';
import { googleConsentMode } from './google-consent-mode';
import { iadvizeConsent } from './iadvize';
import { klaroConsent } from './klaro';
import { oneTrustConsent } from './one-trust';
import { tarteaucitronConsent } from './tarteaucitron';
import { tcfConsent } from './tcf';
import { trustCommanderConsent } from './trust-commander';
import { usercentricsConsent } from './usercentrics';

/** An attribute of the script element, by its name; `null` where there is none. */
type GetAttribute = (name: string) => string | null;

const asText = (value: string) => value;

/** Every option that an attribute `data-consent-…` can give, with the function that reads the attribute. */
const attributes: Readonly<Record<string, (value: string) => unknown>> = {
  vendor: asText,
  service: asText,
  category: asText,
  purposes: wordsIn,
  groups: wordsIn,
  categories: wordsIn,
  types: wordsIn,
  dataLayer: asText,
  implied: (value) => value !== 'false',
};

const attributeOf = (option: string) =>
  `data-consent-${option.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`;

/** Each source by its name. It checks its options itself: they come from the page's markup. */
const sources: Readonly<Record<string, (options: never) => ConsentSource>> = {
  axeptio: axeptioConsent,
  cookiebot: cookiebotConsent,
  cookieConsent,
  didomi: didomiConsent,
  googleConsentMode,
  iadvize: iadvizeConsent,
  klaro: klaroConsent,
  oneTrust: oneTrustConsent,
  tarteaucitron: tarteaucitronConsent,
  tcf: ({ vendor, purposes, ...others }: { readonly vendor?: string; readonly purposes?: readonly string[] }) =>
    tcfConsent({
      ...others,
      vendor: vendor === undefined ? vendor : numberIn(vendor),
      purposes: purposes?.map(Number),
    }),
  trustCommander: trustCommanderConsent,
  usercentrics: usercentricsConsent,
};

const fromAttributes = (make: (options: never) => ConsentSource) => (get: GetAttribute) => {
  const options: Record<string, unknown> = {};
  for (const [option, read] of Object.entries(attributes)) {
    const value = get(attributeOf(option));
    if (value !== null) options[option] = read(value);
  }
  return make(options as never);
};

/**
 * For each value that `data-consent` may have, the function that makes the source from the script element's attributes,
 * such as `data-consent-vendor`. Lists are separated by spaces or commas. An attribute of another platform is a
 * `TypeError`, like any option that is wrong.
 */
export const consents: Readonly<Record<string, (get: GetAttribute) => ConsentSource>> = Object.fromEntries(
  Object.entries(sources).map(([name, make]) => [name, fromAttributes(make)]),
);
