import { own } from '../../core/own';
import { aBoolean, checkOptions, wrong } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';
import { aName, createSource, enqueue, every, names } from './source';
import type { ImpliedOption } from './source';

type Kind = 'purposes' | 'vendors';

/** The part of Didomi's SDK that is used here. */
interface Didomi {
  shouldUserStatusBeCollected(): boolean;
  getCurrentUserStatus(): Readonly<Record<Kind, Readonly<Record<string, { readonly enabled: boolean }>>>>;
  on(event: 'consent.changed', listener: () => void): void;
}

/** Older parts of the SDK name the site's own vendors with a prefix, newer ones sometimes without. */
const otherName = (vendor: string) => (vendor.startsWith('c:') ? vendor.slice(2) : `c:${vendor}`);

export interface DidomiConsentOptions extends ImpliedOption {
  /** The vendor's id, such as `'google'` or `'c:iadvize-1'`; one of the site's own with its `c:` or without. */
  readonly vendor?: string | undefined;
  /** Ids of purposes, such as `['measure_content_performance']`. */
  readonly purposes?: readonly string[] | undefined;
}

/**
 * The visitor's answer in Didomi, to a vendor, to purposes, or to both.
 *
 * @see https://developers.didomi.io/cmp/web-sdk/reference/api
 * @throws TypeError where an option is missing, wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, didomiConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: didomiConsent({ vendor: 'c:iadvize-1', purposes: ['measure_content_performance'] }) }));
 */
export function didomiConsent(options: DidomiConsentOptions): ConsentSource {
  const checks = { vendor: aName, purposes: names, implied: aBoolean };
  const { vendor, purposes = [], implied } = checkOptions(options, checks);
  if (vendor === undefined && !purposes.length) throw wrong('Options', 'vendor or purposes', options);

  return createSource((tell) =>
    enqueue<Didomi>('didomiOnReady', (sdk) => {
      const again = () =>
        tell(() => {
          const status = sdk.getCurrentUserStatus();
          const answer = every([
            vendor === undefined || (own(status.vendors, vendor) ?? own(status.vendors, otherName(vendor)))?.enabled,
            ...purposes.map((purpose) => own(status.purposes, purpose)?.enabled),
          ]);
          return sdk.shouldUserStatusBeCollected() === false || (implied && answer) ? answer : undefined;
        });
      again();
      // Stays subscribed: a source that has ended ignores what comes.
      sdk.on('consent.changed', again);
    }),
  );
}
