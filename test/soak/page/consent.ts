import type { Consent, ConsentAnswer } from '../../../src/adapters';
import { createDidomi } from '../../support/consent/didomi';
import type { Answer, ConsentKind } from '../steps';
import type { Library } from './adapters';

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
 * @param library the library's own consents, once it is there
 */
export function createConsent(
  kind: ConsentKind,
  first: Answer,
  inTag: (answer: Answer) => void,
  library: () => Pick<Library, 'didomiConsent' | 'iadvizeConsent'>,
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
    iadvize: () => library().iadvizeConsent(),
    didomi: () => library().didomiConsent({ vendor: 'c:iadvize-1' }),
  };
  const didomi = kind === 'didomi' ? createDidomi(first === null ? {} : { stored: first }) : undefined;
  didomi?.load();

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
      if (next !== null) didomi?.answer(next);
    },
  };
}
