import type { ConsentSource } from 'iadvize-callbacks/adapters';

/** What the visitor has answered: not yet is `undefined`. */
const read = () => {
  const answer = localStorage.getItem('consent');
  return answer === null ? undefined : answer === 'yes';
};

export function answerConsent(allowed: boolean): void {
  localStorage.setItem('consent', allowed ? 'yes' : 'no');
  dispatchEvent(new Event('consent'));
}

/** The shop's own; that of a consent platform comes from `iadvize-callbacks/adapters`. */
export const consent: ConsentSource = {
  subscribe(update) {
    const tell = () => update(read());
    tell();
    addEventListener('consent', tell);
    return () => removeEventListener('consent', tell);
  },
};
