import { installCallbacks } from 'iadvize-callbacks';
import { gtm } from 'iadvize-callbacks/adapters';
import { createWebSdk } from 'iadvize-callbacks/web-sdk';
import { consent } from './consent';

installCallbacks().use(gtm({ consent }));

const sdk = createWebSdk();
let told = '';

/** Tells the tag of a screen, once: a query or a hash is no other screen. */
export function tellScreen(): void {
  const { pathname } = location;
  if (pathname !== told) void sdk.navigate(pathname);
  told = pathname;
}
