import { own } from '../../core/own';
import { checkOptions } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';
import { aName, createSource, enqueue, every, needed } from './source';

/** The choices by the vendors' names; names that begin with `$$` are about the widget itself. */
type Choices = Readonly<Record<string, unknown>>;

/** The part of Axeptio's SDK that is used here. */
interface Axeptio {
  readonly userPreferencesManager?: { readonly choices?: Choices };
  on(event: 'cookies:complete', listener: (choices: Choices) => void): void;
}

export interface AxeptioConsentOptions {
  /** The vendor's technical name in the Axeptio project, such as `'google_analytics'`. */
  readonly vendor: string;
}

/**
 * The visitor's answer in Axeptio's widget for brands. The one for publishers follows the TCF: see `tcfConsent`.
 *
 * @see https://developers.axeptio.eu/v/english/cookies/axeptio-javascript-sdk
 * @throws TypeError where an option is missing, wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, axeptioConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: axeptioConsent({ vendor: 'google_analytics' }) }));
 */
export function axeptioConsent(options: AxeptioConsentOptions): ConsentSource {
  const { vendor } = checkOptions(options, { vendor: needed(aName) });

  return createSource((tell) =>
    enqueue<Axeptio>('_axcb', (sdk) => {
      const read = (choices?: Choices) =>
        // A vendor that was added since the visitor answered has no choice.
        tell(() => (own(choices, '$$completed') === true ? every([own(choices, vendor)]) : undefined));
      read(sdk.userPreferencesManager?.choices);
      // Stays subscribed: a source that has ended ignores what comes.
      sdk.on('cookies:complete', read);
    }),
  );
}
