import { provideZoneChangeDetection } from '@angular/core';
import { provideClientHydration, withEventReplay } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { routes } from './routes';

/** This app is built zoneless and with zones, where the build has zone.js. */
const changeDetection = 'Zone' in globalThis ? [provideZoneChangeDetection()] : [];

/** For browsers and servers. */
export const providers = [...changeDetection, provideRouter(routes), provideClientHydration(withEventReplay())];
