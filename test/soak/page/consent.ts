import type { Consent, ConsentAnswer } from '../../../src/adapters';
import type { Answer, ConsentKind } from '../steps';

/** The visitor's answer on this page, as it reaches the adapters. */
export interface PageConsent {
  readonly answer: Answer;
  /** What an adapter is given. */
  option(): Consent;
  /** Has the visitor answer. */
  set(answer: Answer): void;
}

/**
 * @param inTag gives the answer to the tag's Web SDK, for adapters that ask it there
 * @param fromTag the library's `iadvizeConsent`
 */
export function createConsent(
  kind: ConsentKind,
  first: Answer,
  inTag: (answer: Answer) => void,
  fromTag: () => Consent,
): PageConsent {
  const subscribers = new Set<(answer: ConsentAnswer) => void>();
  let answer = first;
  let resolve: (answer: Answer) => void = () => {};
  const promise = new Promise<Answer>((settle) => (resolve = settle));
  if (first !== null) resolve(first);

  const options: Record<ConsentKind, () => Consent> = {
    source: () => ({
      subscribe(update) {
        subscribers.add(update);
        update(answer);
        return () => subscribers.delete(update);
      },
    }),
    function: () => () => answer,
    promise: () => promise,
    iadvize: fromTag,
  };

  return {
    get answer() {
      return answer;
    },

    option: () => options[kind](),

    set(next) {
      // A promise is kept once.
      if (kind === 'promise' && answer !== null) return;
      answer = next;
      if (next !== null) resolve(next);
      for (const update of subscribers) update(next);
      inTag(next);
    },
  };
}
