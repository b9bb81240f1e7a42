import { provideZoneChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { App } from './app/app';
import { startIAdvize } from './app/iadvize';
import { routes } from './app/routes';

startIAdvize();
void bootstrapApplication(App, { providers: [provideZoneChangeDetection(), provideRouter(routes)] });
