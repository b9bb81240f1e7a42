import type { ConsentSource } from '../pipeline/consent';
import { createSource, enqueue, every } from './source';

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
 * @example
 * import { domEvent, iadvizeConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: iadvizeConsent() }));
 */
export function iadvizeConsent(): ConsentSource {
  return createSource((tell) => {
    let sdk: WebSdk | undefined;
    let ended = false;
    const receive = (value: unknown) => tell(() => every([value]));

    enqueue<WebSdk>('iAdvizeInterface', (tag) => {
      if (ended) return;
      sdk = tag;
      sdk.on(`${property}Change`, receive);
      receive(sdk.get(property));
    });

    return () => {
      ended = true;
      sdk?.off(`${property}Change`, receive);
    };
  });
}
