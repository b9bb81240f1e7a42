import { installCallbacks } from 'iadvize-callbacks';
import { gtm } from 'iadvize-callbacks/adapters';
import { createWebSdk } from 'iadvize-callbacks/web-sdk';
import type { Router } from 'vue-router';
import { consent } from './consent';

installCallbacks().use(gtm({ consent }));

/** Tells the tag of each screen, once: a query or a hash is no other screen. */
export function tellScreens(router: Router): void {
  const sdk = createWebSdk();
  let told = '';
  router.afterEach(({ path }, _from, failure) => {
    if (failure || path === told) return;
    told = path;
    void sdk.navigate(path);
  });
}
