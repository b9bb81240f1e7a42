import { installCallbacks } from 'iadvize-callbacks';
import { gtm } from 'iadvize-callbacks/adapters';
import { createWebSdk } from 'iadvize-callbacks/web-sdk';
import { consent } from './consent';

installCallbacks().use(gtm({ consent }));

const sdk = createWebSdk();
let told = '';

// At the first page, and at each that the router puts in its place. A query or a hash is no other screen.
document.addEventListener('astro:page-load', () => {
  const { pathname } = location;
  if (pathname !== told) void sdk.navigate(pathname);
  told = pathname;
});
