import type { ConsentSource } from '../pipeline/consent';

/** The part of the Web SDK that is used here. */
interface WebSdk {
  get(property: string): unknown;
  on(event: string, listener: (value: unknown) => void): void;
  off(event: string, listener: (value: unknown) => void): void;
}

const property = 'visitor:cookiesConsent';

/**
 * The consent to cookies that the iAdvize tag holds, `visitor:cookiesConsent` of its Web SDK (2022 and later): `null`, not
 * given yet, until the site or the visitor says otherwise. The tag is waited for.
 */
export function iadvizeConsent(): ConsentSource {
  return {
    subscribe(update) {
      let ended = false;
      let sdk: WebSdk | undefined;

      const receive = (value: unknown) => {
        if (!ended) update(typeof value === 'boolean' ? value : undefined);
      };

      const page = window as { iAdvizeInterface?: { push(use: (iAdvize: WebSdk) => void): void } };
      (page.iAdvizeInterface ??= []).push((iAdvize) => {
        if (ended) return;
        sdk = iAdvize;
        sdk.on(`${property}Change`, receive);
        receive(sdk.get(property));
      });

      return () => {
        ended = true;
        sdk?.off(`${property}Change`, receive);
      };
    },
  };
}
