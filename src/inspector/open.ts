import { libraryKey } from '../core/shared';
import type { Stop } from '../core/types';
import type { Failure } from './entries';
import { ofDocument } from './element';
import { fillPanel } from './panel';
import { forget } from './standing';
import type { Sections } from './state-view';

export interface InspectorOptions {
  /**
   * What else to show under State, by its title: each is read again twice a second, and shown as JSON. Default: none.
   */
  readonly sections?: Sections | undefined;
  /** Errors of the page from before the inspector was loaded, to be shown first. Default: none. */
  readonly failures?: readonly Failure[] | undefined;
  /** Whether to move the focus to the inspector; closing gives it back. Default: `true`. */
  readonly focus?: boolean | undefined;
}

const elementName = 'iadvize-inspector';

/** The window's key of the function that closes the open inspector, the same for every copy of this library. */
const inspectorKey = Symbol.for('iAdvizeCallbacks.inspector');

declare const window: Window & typeof globalThis & { [inspectorKey]?: Stop | undefined };

/** An element that tells when the page takes it away. */
interface InspectorElement extends HTMLElement {
  onremoved?: () => void;
}

let Inspector: (new () => InspectorElement) | undefined;

/** Defines our element, under a longer name where the page has taken the first. */
function define(): new () => InspectorElement {
  const Named = class extends HTMLElement implements InspectorElement {
    onremoved?: () => void;
    disconnectedCallback() {
      this.onremoved?.();
    }
  };
  let name = elementName;
  while (customElements.get(name)) name += '-x';
  customElements.define(name, Named);
  return Named;
}

/**
 * Opens the inspector over the page: what fired and fires, the adapters and what their tools were sent, who overwrote the
 * callbacks, the page's errors from now on, the state of the chat and of the Virtual Agent's handoff. What people wrote,
 * query strings and visitors' ids are masked until revealed. A page has one; open already, it stays. Escape or its button
 * closes it; until then `openInspectorFromAddress` and the script tag open it again on the tab's next pages, where and as it
 * stood. Does nothing on a server.
 * @throws Error where the page has not called `installCallbacks`.
 * @returns a function that closes it.
 * @example
 * import { openInspector } from 'iadvize-callbacks/inspector';
 * const close = openInspector({ sections: { Cart: () => ({ items: 2 }) } });
 */
export function openInspector({ sections = {}, failures = [], focus = true }: InspectorOptions = {}): Stop {
  if (typeof document === 'undefined') return () => {};
  if (window[inspectorKey]) return window[inspectorKey];
  const install = window[libraryKey];
  if (typeof install !== 'function')
    throw new Error('No iadvize-callbacks on this page: installCallbacks() comes first');
  Inspector ??= define();
  const element = new Inspector();
  const before = ofDocument('activeElement');

  const end = () => {
    if (window[inspectorKey] !== close) return;
    window[inspectorKey] = undefined;
    const focused = ofDocument('activeElement') === element;
    panel.stop();
    element.remove();
    if (focused && before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  const close = () => {
    if (window[inspectorKey] === close) forget();
    end();
  };

  window[inspectorKey] = close;
  const panel = fillPanel(element.attachShadow({ mode: 'open' }), { iadvize: install({}), sections, failures, close });
  element.onremoved = end;
  ofDocument('documentElement').append(element);
  // The top layer, where browsers have it for this: over whatever the page has, and out of reach of its layout.
  if ('showPopover' in element) {
    element.popover = 'manual';
    element.showPopover();
  }
  if (focus) panel.focus();
  return close;
}
