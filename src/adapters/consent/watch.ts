import { attempt } from '../../core/attempt';
import type { Stop } from '../../core/types';
import { aFunction, checkOptions, has, wrong } from '../../shared/check-options';
import { observeConsent } from '../pipeline/consent';
import type { ConsentAnswer, ConsentSource } from '../pipeline/consent';

export interface WatchConsentOptions {
  /** Called with each answer that differs from the last; `undefined` where the visitor is to be asked again. */
  readonly onChange?: ((answer: boolean | undefined) => void) | undefined;
}

/** A consent that is being followed. */
export interface WatchedConsent {
  /** The answer now: `true` allowed, `false` refused, `undefined` not answered. */
  readonly answer: boolean | undefined;
  /** Ends it; the last answer stays. */
  readonly stop: Stop;
}

/**
 * Follows the visitor's answer, for the site's own use, by the same sources as the adapters. On a server there is no
 * answer.
 *
 * @throws TypeError where the source or an option is wrong, naming it, what is expected, and what was given.
 * @example
 * import { tcfConsent, watchConsent } from 'iadvize-callbacks/adapters';
 * const consent = watchConsent(tcfConsent(), { onChange: (answer) => console.log(answer) });
 */
export function watchConsent(source: ConsentSource, options: WatchConsentOptions = {}): WatchedConsent {
  if (!has(source, 'subscribe')) throw wrong('Source', 'a consent source', source);
  checkOptions(options, { onChange: aFunction });
  const { onChange } = options;
  let answer: boolean | undefined;
  let ended = false;

  const change = (next: ConsentAnswer) => {
    const known = typeof next === 'boolean' ? next : undefined;
    if (ended || known === answer) return;
    answer = known;
    attempt(() => onChange?.(known));
  };
  const followed = typeof window === 'undefined' ? undefined : observeConsent(source, change);

  return {
    get answer() {
      return answer;
    },
    stop() {
      ended = true;
      followed?.stop();
    },
  };
}
