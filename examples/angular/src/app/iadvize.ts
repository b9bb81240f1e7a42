import { installCallbacks } from 'iadvize-callbacks';
import { gtm } from 'iadvize-callbacks/adapters';
import { consent } from './consent';

/** Before the app is bootstrapped. */
export function startIAdvize(): void {
  installCallbacks().use(gtm({ consent }));
}
