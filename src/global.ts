import type * as Adapters from './adapters';
import { createAdapter } from './adapters';
import * as consents from './adapters/consent';
import { useAttributes } from './adapters/from-attributes';
import type { MakeAdapter } from './adapters/from-attributes';
import * as tools from './adapters/tools';
import { installCallbacks } from './index';
import { openWhereAsked } from './inspector/from-address';
import type * as inspector from './inspector/open';
import type { IAdvizeCallbacks } from './index';
import * as virtualAgent from './virtual-agent';

/** The hash of the inspector's file, which the build puts here. */
declare const INSPECTOR_INTEGRITY: string;

declare global {
  interface Window {
    /** What `installCallbacks()` returns, put there by the script-tag build, with the other imports' functions on it. */
    iAdvizeEvents?: IAdvizeCallbacks &
      typeof virtualAgent & {
        readonly adapters: typeof Adapters;
        /** The adapters that script elements asked for. */
        readonly started: Set<string>;
      };
  }
}

const adapters = { ...tools, ...consents, createAdapter };
const iadvize = installCallbacks();
const started = window.iAdvizeEvents?.started ?? new Set();
window.iAdvizeEvents = Object.assign(iadvize, virtualAgent, { adapters, started });

const makers: Record<string, MakeAdapter> = {
  ...tools,
  beacon: (options, { beaconUrl = '' }) => tools.beacon(beaconUrl, options),
};
const script = document.currentScript as HTMLScriptElement | null;
useAttributes(iadvize, script?.dataset ?? {}, makers, started);

/** Beside this script; a site that pins this script's content has pinned the inspector's with it. */
void openWhereAsked(() => {
  const { href } = new URL(script?.dataset['inspector'] ?? 'iadvize-callbacks.inspector.js', script?.src);
  if (script?.integrity) {
    const link = document.createElement('link');
    document.head.append(Object.assign(link, { rel: 'modulepreload', href, integrity: INSPECTOR_INTEGRITY }));
  }
  return import(href) as Promise<typeof inspector>;
});
