import { inject, NgZone, provideEnvironmentInitializer } from '@angular/core';
import type { EnvironmentProviders } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { installCallbacks } from 'iadvize-callbacks';
import { gtm } from 'iadvize-callbacks/adapters';
import { createWebSdk } from 'iadvize-callbacks/web-sdk';
import { consent } from './consent';

/**
 * Starts the adapters before the app is rendered, and tells the tag of each screen, once; for browsers alone. Outside of
 * Angular's zone, where there is one: what waits for consent or for the tag would keep the app from being stable.
 */
export function provideIAdvize(): EnvironmentProviders {
  return provideEnvironmentInitializer(() => {
    const zone = inject(NgZone);
    zone.runOutsideAngular(() => installCallbacks().use(gtm({ consent })));

    const sdk = createWebSdk();
    let told = '';
    inject(Router).events.subscribe((event) => {
      if (!(event instanceof NavigationEnd)) return;
      // A query or a hash is no other screen.
      const path = event.urlAfterRedirects.replace(/[?#].*/, '');
      if (path !== told) zone.runOutsideAngular(() => void sdk.navigate(path));
      told = path;
    });
  });
}
