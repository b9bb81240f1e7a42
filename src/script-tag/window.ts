import type { IAdvizeCallbacks } from '../core/types';
import type { openInspector } from '../inspector/open';
import type * as virtualAgent from '../virtual-agent';
import type * as adapters from './adapters';
import type * as consents from './consents';

/** What the script tag leaves to files beside it, by the names that `load` knows. */
export interface Modules {
  readonly adapters: typeof adapters;
  readonly consents: typeof consents;
  readonly 'virtual-agent': typeof virtualAgent;
  readonly inspector: { readonly openInspector: typeof openInspector };
}

/**
 * The functions of one module, whose file is loaded when it is first asked for.
 *
 * Rejects with an Error that names the file's address where it does not come.
 */
export type Load<Files = Modules> = <Name extends keyof Files>(name: Name) => Promise<Files[Name]>;

/** What the script tag puts under `window.iAdvizeEvents`: what `installCallbacks()` returns, with more on it. */
export interface ScriptTag extends IAdvizeCallbacks {
  /** Calls each function at once; what it throws is reported to the console, and stops nobody else. */
  push(...uses: Use[]): void;
  readonly load: Load;
}

/** What `iadvize-callbacks.all.global.js` puts there. */
export interface WholeScriptTag extends ScriptTag, Readonly<Modules['virtual-agent']> {
  readonly adapters: Modules['adapters'] & Modules['consents'];
}

/** A function that waits for the script tag, or uses it. */
export type Use = (iadvize: ScriptTag) => void;

declare global {
  interface Window {
    /** What the script tag puts there; before, a list of what waits for it, where the page made one. */
    iAdvizeEvents?: WholeScriptTag | ScriptTag | Use[];
  }
}
