import { checkOptions } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';

/** The part of the TCF's `TCData` that is read here. */
interface TCData {
  readonly gdprApplies?: boolean;
  readonly eventStatus?: 'tcloaded' | 'cmpuishown' | 'useractioncomplete';
  readonly listenerId?: number;
  readonly purpose?: { readonly consents?: Readonly<Record<number, boolean>> };
  readonly vendor?: { readonly consents?: Readonly<Record<number, boolean>> };
}

type TCFApi = (
  command: string,
  version: number,
  callback: (data: TCData | null | undefined, success: boolean) => void,
  parameter?: number,
) => void;

export interface TCFConsentOptions {
  /**
   * The purposes that the visitor must consent to. Default: 1 (store or access information on a device), 8 (measure
   * content performance) and 9 (understand audiences through statistics).
   */
  readonly purposes?: readonly number[] | undefined;
  /** The tool's vendor id on the Global Vendor List, where the visitor must consent to that, too. Default: none. */
  readonly vendor?: number | undefined;
}

const checks: OptionChecks<keyof TCFConsentOptions> = {
  purposes: ['a list of integers', (value) => Array.isArray(value) && value.every(Number.isInteger)],
  vendor: ['an integer', Number.isInteger],
};

/** How often the consent platform is looked for while it is not there, in milliseconds. */
const retryInterval = 500;

/**
 * The consent that the visitor gave through the site's consent platform, by the IAB's Transparency & Consent Framework
 * v2: the page's `__tcfapi`, which is waited for. Granted where the GDPR does not apply. Legitimate interest does not count.
 *
 * @see https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework/blob/master/TCFv2/IAB%20Tech%20Lab%20-%20CMP%20API%20v2.md#addeventlistener
 * @throws TypeError where an option is wrong or unknown, naming it, what is expected, and what was given.
 */
export function tcfConsent(options: TCFConsentOptions = {}): ConsentSource {
  checkOptions(options, checks);
  const { purposes = [1, 8, 9], vendor } = options;

  return {
    subscribe(update) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let ended = false;
      let end = () => clearTimeout(timer);

      const listen = () => {
        const api = (window as { __tcfapi?: TCFApi }).__tcfapi;
        if (typeof api !== 'function') {
          timer = setTimeout(listen, retryInterval);
          return;
        }
        api('addEventListener', 2, (data, success) => {
          if (!success || !data) return;
          const { listenerId, eventStatus, gdprApplies } = data;
          end = () => listenerId !== undefined && api('removeEventListener', 2, () => {}, listenerId);
          if (ended) end();
          else if (gdprApplies === false) update(true);
          // While the visitor is being asked, again perhaps, the last answer stands.
          else if (eventStatus !== 'cmpuishown') {
            update(
              purposes.every((purpose) => data.purpose?.consents?.[purpose] === true) &&
                (vendor === undefined || data.vendor?.consents?.[vendor] === true),
            );
          }
        });
      };

      listen();
      return () => {
        ended = true;
        end();
      };
    },
  };
}
