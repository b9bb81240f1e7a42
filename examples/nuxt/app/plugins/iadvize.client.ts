import { installCallbacks } from 'iadvize-callbacks';
import { gtm } from 'iadvize-callbacks/adapters';
import { createWebSdk } from 'iadvize-callbacks/web-sdk';

/** By its file's name it runs in the browser only, before the app is mounted. */
export default defineNuxtPlugin(() => {
  installCallbacks().use(gtm({ consent }));

  const sdk = createWebSdk();
  let told = '';
  // A query or a hash is no other screen.
  useRouter().afterEach(({ path }, _from, failure) => {
    if (failure || path === told) return;
    told = path;
    void sdk.navigate(path);
  });
});
