import type * as Adapters from './adapters';
import { createAdapter, iadvizeConsent, tcfConsent } from './adapters';
import { useAttributes } from './adapters/from-attributes';
import type { MakeAdapter } from './adapters/from-attributes';
import * as tools from './adapters/tools';
import { installCallbacks } from './index';
import type { IAdvizeCallbacks } from './index';
import * as virtualAgent from './virtual-agent';

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

const adapters = { ...tools, createAdapter, iadvizeConsent, tcfConsent };
const iadvize = installCallbacks();
const started = window.iAdvizeEvents?.started ?? new Set();
window.iAdvizeEvents = Object.assign(iadvize, virtualAgent, { adapters, started });

const makers: Record<string, MakeAdapter> = {
  ...tools,
  beacon: (options, { beaconUrl = '' }) => tools.beacon(beaconUrl, options),
};
useAttributes(iadvize, document.currentScript?.dataset ?? {}, makers, started);
