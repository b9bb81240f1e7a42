import { attempt } from '../../core/attempt';
import type { Stop } from '../../core/types';
import { has } from '../../shared/check-options';

/** The visitor's answer: `true` allowed, `false` refused; anything else, not answered. */
export type ConsentAnswer = boolean | null | undefined;

/** A consent that may change. */
export interface ConsentSource {
  /** Calls `update` with each answer, the first as soon as it is known, and may return what ends it. */
  subscribe(update: (answer: ConsentAnswer) => void): Stop | void;
}

/**
 * Whether the visitor consents: the answer; a promise of it, whose rejection is a refusal; a function, asked before each
 * event is sent (and no more once it has returned a promise); or a source such as `tcfConsent()`.
 */
export type Consent =
  boolean | PromiseLike<ConsentAnswer> | (() => ConsentAnswer | PromiseLike<ConsentAnswer>) | ConsentSource;

/** A consent that is being followed. */
export interface ConsentState {
  /** The last answer that came by itself, from a promise or a source. */
  last: ConsentAnswer;
  /** The answer now; never throws. */
  ask(): ConsentAnswer;
  /** Ends it, once. */
  stop: Stop;
}

const isPromise = (value: unknown): value is PromiseLike<ConsentAnswer> => has(value, 'then');

export const isConsent = (value: unknown) =>
  typeof value === 'boolean' || typeof value === 'function' || isPromise(value) || has(value, 'subscribe');

/** Follows a consent; calls `changed` with each answer that comes by itself. */
export function observeConsent(consent: Consent, changed: (answer: ConsentAnswer) => void): ConsentState {
  let question = typeof consent === 'function' ? consent : undefined;
  let failed = false;
  let end: Stop | void;

  const update = (answer: ConsentAnswer) => {
    state.last = answer;
    changed(answer);
  };

  const fail = (error: unknown) =>
    attempt(() => {
      throw error;
    });

  const follow = (promise: PromiseLike<ConsentAnswer>) => {
    // A promise of another library may throw, or settle twice; one of the language's own does neither.
    Promise.resolve(promise).then(update, (error: unknown) => {
      update(false);
      fail(error);
    });
  };

  const state: ConsentState = {
    last: typeof consent === 'boolean' ? consent : undefined,

    ask() {
      try {
        const answer = question?.();
        if (!isPromise(answer)) return question ? answer : state.last;
        question = undefined;
        follow(answer);
      } catch (error) {
        // It is asked again, but its error is reported once.
        if (!failed) fail(error);
        failed = true;
      }
    },

    stop() {
      const once = end;
      end = undefined;
      once?.();
    },
  };

  if (isPromise(consent)) follow(consent);
  else if (typeof consent === 'object') attempt(() => (end = consent.subscribe(update)));
  return state;
}
