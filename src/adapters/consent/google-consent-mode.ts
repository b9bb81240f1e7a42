import type { Stop } from '../../core/types';
import { own } from '../../core/own';
import { checkOptions } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';
import { aName, createSource, every, names, needed, queueOf } from './source';

/** A consent type of Google Consent Mode. */
export type GoogleConsentType =
  | 'ad_personalization'
  | 'ad_storage'
  | 'ad_user_data'
  | 'analytics_storage'
  | 'functionality_storage'
  | 'personalization_storage'
  | 'security_storage';

export interface GoogleConsentModeOptions {
  /** The types that must be granted, such as `['analytics_storage']`. */
  readonly types: readonly GoogleConsentType[];
  /** The data layer's name. Default: `'dataLayer'`. */
  readonly dataLayer?: string | undefined;
}

/** What `gtag` pushes: its `arguments`. */
type ConsentCommand = { readonly [index in 0 | 1]?: unknown } & { readonly 2?: Readonly<Record<string, unknown>> };

/** The functions to call when something is pushed, by data layer. */
const followers = new WeakMap<ConsentCommand[], Set<() => void>>();

/** Tag Manager replaces `push` by its own when it starts, which may be later: what it puts there is followed as well. */
function follow(layer: ConsentCommand[], changed: () => void): Stop {
  const known = followers.get(layer);
  const all = known ?? new Set();
  if (!known) {
    const tellingAll = (push: typeof layer.push): typeof layer.push =>
      function (...entries) {
        const length = push.apply(layer, entries);
        for (const tell of all) tell();
        return length;
      };
    let push = tellingAll(layer.push);
    Object.defineProperty(layer, 'push', {
      configurable: true,
      get: () => push,
      set: (next: typeof push) => {
        push = tellingAll(next);
      },
    });
    followers.set(layer, all);
  }
  all.add(changed);
  return () => all.delete(changed);
}

/**
 * The visitor's answer as a consent platform told Google Consent Mode, by `gtag('consent', 'update', …)`. What
 * `gtag('consent', 'default', …)` says is no answer.
 *
 * @see https://developers.google.com/tag-platform/security/guides/consent
 * @throws TypeError where an option is missing, wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, googleConsentMode } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: googleConsentMode({ types: ['analytics_storage'] }) }));
 */
export function googleConsentMode(options: GoogleConsentModeOptions): ConsentSource {
  const { types, dataLayer = 'dataLayer' } = checkOptions(options, { types: needed(names), dataLayer: aName });

  return createSource((tell) => {
    const layer = queueOf<ConsentCommand>(dataLayer);
    // Kept, since Tag Manager drops the oldest entries of a long data layer.
    const last: Record<string, boolean> = {};

    const again = () =>
      tell(() => {
        for (const entry of layer) {
          // A command is an `arguments` object; an array is something else.
          if (Array.isArray(entry) || entry?.[0] !== 'consent' || entry[1] !== 'update') continue;
          for (const type of types) {
            const state = own(entry[2], type);
            if (state) last[type] = state === 'granted';
          }
        }
        return every(types.map((type) => own(last, type)));
      });

    again();
    return follow(layer, again);
  });
}
