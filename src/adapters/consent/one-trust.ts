import { aBoolean, checkOptions } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';
import { createReader, globals, names, needed } from './source';
import type { ImpliedOption } from './source';

/** The part of OneTrust's API that is used here; before it loads, there may be settings under its name. */
interface Banner {
  IsAlertBoxClosed(): boolean;
}

export interface OneTrustConsentOptions extends ImpliedOption {
  /** Ids of groups (categories), such as `['C0002']`, in any case. */
  readonly groups: readonly string[];
}

/**
 * The visitor's answer in the banner of OneTrust or CookiePro.
 *
 * @see https://developer.onetrust.com/onetrust/docs/javascript-api
 * @throws TypeError where an option is missing, wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, oneTrustConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: oneTrustConsent({ groups: ['C0002'] }) }));
 */
export function oneTrustConsent(options: OneTrustConsentOptions): ConsentSource {
  const { groups, implied } = checkOptions(options, { groups: needed(names), implied: aBoolean });

  return createReader(['OneTrustGroupsUpdated', 'OTConsentApplied'], () => {
    const { OneTrust, OnetrustActiveGroups: active } = globals();
    // It may be an element with that id, whose text may say anything.
    if (typeof active !== 'string') return;
    const allowed = groups.every((group) => `,${active},`.toLowerCase().includes(`,${group.toLowerCase()},`));
    const answered = (OneTrust as Banner).IsAlertBoxClosed() === true;
    return answered || (implied && allowed) ? allowed : undefined;
  });
}
