import { own } from '../../core/own';
import { checkOptions } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';
import { aName, createReader, every, globals, needed } from './source';

interface Tarteaucitron {
  /** The answer for each service, by its key, once it is known. */
  readonly state: Readonly<Record<string, boolean>>;
}

export interface TarteaucitronConsentOptions {
  /** The service's key, such as `'gtag'`, or that of a service of the site's own. */
  readonly service: string;
}

/**
 * The visitor's answer to a service in tarteaucitron.
 *
 * @see https://github.com/AmauriC/tarteaucitron.js
 * @throws TypeError where an option is missing, wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, tarteaucitronConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: tarteaucitronConsent({ service: 'gtag' }) }));
 */
export function tarteaucitronConsent(options: TarteaucitronConsentOptions): ConsentSource {
  const { service } = checkOptions(options, { service: needed(aName) });

  return createReader(
    ['added', 'allowed', 'disallowed'].map((event) => `${service}_${event}`),
    () => every([own((globals()['tarteaucitron'] as Tarteaucitron).state, service)]),
  );
}
