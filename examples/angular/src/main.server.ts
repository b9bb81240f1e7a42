import { bootstrapApplication } from '@angular/platform-browser';
import type { BootstrapContext } from '@angular/platform-browser';
import { provideServerRendering, RenderMode, withRoutes } from '@angular/ssr';
import { App } from './app/app';
import { providers } from './app/providers';

const onServer = provideServerRendering(withRoutes([{ path: '**', renderMode: RenderMode.Prerender }]));

/** Without what is for browsers alone: a server has no tag. */
export default (context: BootstrapContext) =>
  bootstrapApplication(App, { providers: [...providers, onServer] }, context);
