import { own } from '../../core/own';
import { checkOptions, wrong } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';
import { createSource, globals, whenThere } from './source';

/** The part of the TCF's `TCData` that is read here. */
interface TCData {
  readonly gdprApplies?: boolean;
  readonly eventStatus?: 'tcloaded' | 'cmpuishown' | 'useractioncomplete';
  readonly listenerId?: number;
  readonly purpose?: { readonly consents?: Readonly<Record<string, boolean>> };
  readonly vendor?: { readonly consents?: Readonly<Record<string, boolean>> };
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

const findApi = () => {
  const { __tcfapi } = globals();
  return typeof __tcfapi === 'function' ? (__tcfapi as TCFApi) : undefined;
};

/**
 * The consent that the visitor gave through the site's consent platform, by the IAB's Transparency & Consent Framework
 * v2: the page's `__tcfapi`, which is waited for. Granted where the GDPR does not apply. Legitimate interest does not count.
 *
 * @see https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework/blob/master/TCFv2/IAB%20Tech%20Lab%20-%20CMP%20API%20v2.md#addeventlistener
 * @throws TypeError where an option is wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, tcfConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: tcfConsent({ purposes: [1, 8, 9] }) }));
 */
export function tcfConsent(options: TCFConsentOptions = {}): ConsentSource {
  const { purposes = [1, 8, 9], vendor } = checkOptions(options, checks);
  if (vendor === undefined && !purposes.length) throw wrong('Options', 'purposes or vendor', options);

  return createSource((tell) =>
    whenThere(findApi, (api) => {
      let ended = false;
      let listener: number | undefined;
      // Calls the function that is there at that time: the first may have been the platform's stub.
      const remove = () => listener !== undefined && findApi()?.('removeEventListener', 2, () => {}, listener);

      api('addEventListener', 2, (data, success) => {
        if (!success || !data) return;
        listener = data.listenerId;
        if (ended) remove();
        else if (data.gdprApplies === false) tell(() => true);
        // While the visitor is being asked, again perhaps, the last answer stands.
        else if (data.eventStatus === 'tcloaded' || data.eventStatus === 'useractioncomplete') {
          tell(() =>
            data.gdprApplies === true
              ? (vendor === undefined || own(data.vendor?.consents, `${vendor}`) === true) &&
                purposes.every((purpose) => own(data.purpose?.consents, `${purpose}`) === true)
              : undefined,
          );
        }
      });

      return () => {
        ended = true;
        remove();
      };
    }),
  );
}
