import { own } from '../../core/own';
import { checkOptions, wrong } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';
import { aName, createSource, every, globals, names, queueOf } from './source';

type Kind = 'vendors' | 'categories';

interface Status {
  readonly status: unknown;
}

/** What Trust Commander passes to its callbacks. */
interface Result {
  readonly consent: { readonly status: string } & Readonly<Record<Kind, Readonly<Record<string, Status>>>>;
  readonly error?: unknown;
}

type Cact = (command: 'consent.get' | 'consent.onUpdate', callback: (result: Result) => void) => void;

export interface TrustCommanderConsentOptions {
  /** The vendor's id, such as `'12'` or, of one of the TCF, `'tcf2_755'`. */
  readonly vendor?: string | undefined;
  /** Ids of categories, such as `['2']`. */
  readonly categories?: readonly string[] | undefined;
}

/** The status of a required category is `true`. Any status but these is no answer. */
const meaning = ({ status }: Partial<Status> = {}) =>
  status === 'on' || status === true || (status === 'off' ? false : undefined);

/**
 * The visitor's answer in Commanders Act's Trust Commander, to a vendor, to categories, or to both.
 *
 * @see https://doc.commandersact.com/features/consent-management/onsite-api
 * @throws TypeError where an option is missing, wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, trustCommanderConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: trustCommanderConsent({ vendor: '12', categories: ['2'] }) }));
 */
export function trustCommanderConsent(options: TrustCommanderConsentOptions): ConsentSource {
  const { vendor, categories = [] } = checkOptions(options, { vendor: aName, categories: names });
  if (vendor === undefined && !categories.length) throw wrong('Options', 'vendor or categories', options);

  return createSource((tell) => {
    const page = globals();
    if (typeof page['cact'] !== 'function') {
      const waiting = queueOf('caReady');
      page['cact'] = function () {
        // eslint-disable-next-line prefer-rest-params -- what the platform's own stub leaves there
        waiting.push(arguments);
      };
    }
    const call = (...args: Parameters<Cact>) => (page['cact'] as Cact)(...args);

    const again = () =>
      call('consent.get', (result) =>
        tell(() => {
          const { status, vendors, categories: all } = result.consent;
          const answer = every([
            vendor === undefined || meaning(own(vendors, vendor)),
            ...categories.map((category) => meaning(own(all, category))),
          ]);
          return result.error || status === 'unset' ? undefined : answer;
        }),
      );
    again();
    // Stays subscribed: a source that has ended ignores what comes.
    call('consent.onUpdate', again);
  });
}
