import { iadvizeConsent } from '../adapters/consent/iadvize';
import type { ConsentSource } from '../adapters/pipeline/consent';
import { tcfConsent } from '../adapters/consent/tcf';

export { iadvizeConsent, tcfConsent };
export const consents: Readonly<Record<string, (get: (name: string) => string | null) => ConsentSource>> = {
  iadvize: () => iadvizeConsent(),
  tcf: () => tcfConsent(),
};
