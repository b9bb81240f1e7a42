import type { ConsentSource } from '../adapters/pipeline/consent';
import { attempt } from '../core/attempt';
import type { Stop } from '../core/types';
import { expect, tagQueue } from './page';

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

/** The tag on its way. */
export interface LoadedTag {
  /** Resolves once the tag is fully loaded; rejects where its script cannot be loaded. */
  readonly loaded: Promise<void>;
  /** Loads the tag a second time, for a site that must. Does nothing before the first. */
  readonly reload: () => void;
  /** Gives up what is still waited for; a tag that is there stays. */
  readonly stop: Stop;
}

const interactions = ['pointerdown', 'keydown', 'scroll', 'touchstart'];

/**
 * Puts the iAdvize tag on the page: its configuration at once, its script when asked, and once however often this is called.
 * Does nothing on a server. Under `require-trusted-types-for 'script'` the page's default policy has to allow the tag's
 * addresses, which the tag itself needs as well.
 * @throws TypeError that names the option that is wrong.
 */
export function loadTag({ platform = 'ha', nonce = '', when = 'now', ...config }: LoadTagOptions): LoadedTag {
  expect(/^[1-9]\d*$/.test(String(config.sid)), 'a project id for sid');
  expect(/^[\w-]+$/.test(platform), 'a name for platform');
  const source = typeof when === 'object' && when;
  expect(source ? 'subscribe' in source : /^(now|idle|interaction)$/.test(String(when)), 'a moment for when');
  if (typeof window === 'undefined') return { loaded: new Promise(() => {}), reload() {}, stop() {} };
  const find = () => document.querySelector('script[src*=".iadvize.com/iadvize.js"]');
  let end: Stop | void;
  let ended = false;
  let fail: (reason: unknown) => void;

  const stop = () => {
    ended = true;
    end?.();
  };
  const add = () => {
    const script = document.createElement('script');
    Object.assign(script, { async: true, nonce, onerror: () => fail(new Error(`${script.src} did not load`)) });
    script.src = `https://${platform}.iadvize.com/iadvize.js`;
    document.head.append(script);
  };
  const start = () => {
    if (!ended && !find()) add();
    stop();
  };

  // As the administration's own code does, on what the page already has.
  const queue = tagQueue();
  queue.config = { ...queue.config, ...config };
  const loaded = new Promise<void>((resolve, reject) => {
    fail = reject;
    queue.push(() => resolve());
  });
  loaded.catch(() => {});
  if (source) attempt(() => (end = source.subscribe((answer) => void (answer && start()))));
  else if (when === 'interaction') {
    const once = { capture: true, once: true, passive: true };
    for (const type of interactions) window.addEventListener(type, start, once);
  } else if (when === 'idle') (window.requestIdleCallback ?? setTimeout)(start);
  else start();
  // The answer was there already.
  if (ended) stop();

  return {
    loaded,
    reload() {
      const script = find();
      script?.remove();
      if (script) add();
    },
    stop,
  };
}
