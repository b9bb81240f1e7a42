import type { ConsentSource } from '../adapters/pipeline/consent';
import { attempt } from '../core/attempt';
import { expect } from './expect';
import { tagQueue } from './tag';

export interface LoadTagOptions {
  /** Id of the iAdvize project. */
  readonly sid: number | string;
  /** The tag's language, such as `'en'`. Default: the project's own. */
  readonly lang?: string | undefined;
  /** The platform's name in the tag's address, as the administration's own code has it. Default: `'ha'`. */
  readonly platform?: 'ha' | 'sd' | 'halc' | 'lc' | (string & {}) | undefined;
  /** No cookie before `visitor:cookiesConsent` is set to `true`; see `followConsent`. Default: the project's own. */
  readonly useExplicitCookiesConsent?: boolean | undefined;
  /** Host names on which the tag may set cookies. */
  readonly allowedCookieDomains?: readonly string[] | undefined;
  /** `'sandboxed'` in the boxed tag's iframe. */
  readonly mode?: 'sandboxed' | undefined;
  /** The nonce of the page's Content-Security-Policy. */
  readonly nonce?: string | undefined;
  /**
   * When to add the script: at once, when the browser has nothing else to do, when the visitor first touches the page, or when
   * a consent source says yes. Default: `'now'`.
   */
  readonly when?: 'now' | 'idle' | 'interaction' | ConsentSource | undefined;
}

/** A tag that is being loaded. */
export interface LoadedTag {
  /** Resolves once the tag is fully loaded; rejects where its script cannot be loaded. */
  readonly loaded: Promise<void>;
  /** Loads the tag again, for sites that have to. Does nothing before the tag was loaded once. */
  readonly reload: () => void;
}

const interactions = ['pointerdown', 'keydown', 'scroll'];

/** Calls `start` when it is time to load. */
const moments = {
  now: (start: () => void) => start(),
  idle: (start: () => void) => (window.requestIdleCallback ?? setTimeout)(start),
  interaction: (start: () => void) => {
    for (const type of interactions) window.addEventListener(type, start, { capture: true, once: true });
  },
};

/**
 * Puts the iAdvize tag on the page: its configuration at once, its script when asked, and once however often this is called.
 * Does nothing on a server. Under `require-trusted-types-for 'script'` the page's default policy has to allow the tag's
 * addresses, which the tag itself needs as well.
 * @throws TypeError that names the option that is wrong.
 * @example
 * import { loadTag } from 'iadvize-callbacks/web-sdk';
 * await loadTag({ sid: 1234, lang: 'en', when: 'idle' }).loaded;
 */
export function loadTag({ platform = 'ha', nonce = '', when = 'now', ...config }: LoadTagOptions): LoadedTag {
  const moment =
    typeof when === 'string'
      ? moments[when]
      : when && 'subscribe' in when && ((start: () => void) => when.subscribe((answer) => void (answer && start())));
  expect(+config.sid > 0, 'a sid');
  expect(/^[\w-]+$/.test(platform), 'a platform');
  expect(moment, 'a moment for when');
  const find = () => document.querySelector('script[src*=".iadvize.com/iadvize.js"]');
  let fail: () => void;
  const add = () => {
    const src = `https://${platform}.iadvize.com/iadvize.js`;
    document.head.append(Object.assign(document.createElement('script'), { async: true, nonce, onerror: fail, src }));
  };

  const loaded = new Promise<void>((resolve, reject) => {
    if (typeof window === 'undefined') return;
    fail = () => reject(new Error('The tag did not load'));
    // As the administration's own code does, on what the page already has.
    const queue = tagQueue();
    queue.config = { ...queue.config, ...config };
    queue.push(() => resolve());
    attempt(() => moment(() => find() ?? add()));
  });
  loaded.catch(() => {});

  return {
    loaded,
    reload() {
      const script = find();
      script?.remove();
      if (script) add();
    },
  };
}
