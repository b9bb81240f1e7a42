import type { Stop } from '../core/types';

/** The visitor's answer: `true` granted, `false` refused; anything else, not given yet. */
export type ConsentAnswer = boolean | null | undefined;

/** A consent that may change. */
export interface ConsentSource {
  /** Calls `update` with each answer, the first as soon as it is known, and may return what ends it. */
  subscribe(update: (answer: ConsentAnswer) => void): Stop | void;
}

/**
 * Whether the visitor consents: the answer; a promise of it; a function, asked before each event is sent (and no more once
 * it has returned a promise); or a source such as `tcfConsent()`.
 */
export type Consent =
  boolean | PromiseLike<ConsentAnswer> | (() => ConsentAnswer | PromiseLike<ConsentAnswer>) | ConsentSource;
