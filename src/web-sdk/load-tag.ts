import type { ConsentSource } from '../adapters/pipeline/consent';
import { attempt } from '../core/attempt';
import type { Stop } from '../core/types';
import { expect, page, tagQueue } from './page';

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

/** Calls `run` at the visitor's first touch of the page. */
function onInteraction(run: () => void): Stop {
  const stop = () => interactions.forEach((type) => window.removeEventListener(type, first, true));
  const first = () => {
    stop();
    run();
  };
  for (const type of interactions) window.addEventListener(type, first, { capture: true, passive: true });
  return stop;
}

/**
 * Puts the iAdvize tag on the page: its configuration at once, its script when asked, and once however often this is called.
 * Does nothing on a server. Under `require-trusted-types-for 'script'` the page's default policy has to allow the tag's
 * addresses, which the tag itself needs as well.
 * @throws TypeError that names the option that is wrong.
 */
export function loadTag({ platform = 'ha', nonce, when = 'now', ...config }: LoadTagOptions): LoadedTag {
  expect(/^[1-9]\d*$/.test(String(config.sid)), 'a project id for sid');
  expect(/^[a-z\d-]+$/.test(platform), 'the name of a platform, such as "ha"');
  const source = typeof when === 'object' && when;
  expect(
    source ? typeof source.subscribe === 'function' : ['now', 'idle', 'interaction'].includes(when as string),
    "'now', 'idle', 'interaction' or a consent source for when",
  );
  if (typeof window === 'undefined') return { loaded: new Promise(() => {}), reload() {}, stop() {} };
  const address = `https://${platform}.iadvize.com/iadvize.js`;
  const find = () => document.querySelector<HTMLScriptElement>('script[src*=".iadvize.com/iadvize.js"]');
  /** What waits for the moment. */
  const begun: Stop[] = [];
  const end = () => begun.splice(0).forEach((stop) => stop());
  let ended = false;
  let fail: (reason: unknown) => void;

  // As the administration's own code does, on what the page already has.
  if (Object(page.iAdvizeInterface) !== page.iAdvizeInterface) page.iAdvizeInterface = null;
  const queue = tagQueue();
  queue.config = { ...queue.config, ...config };

  const add = () => {
    const script = document.createElement('script');
    script.async = true;
    if (nonce) script.nonce = nonce;
    script.onerror = () => fail(new Error(`${address} could not be loaded`));
    script.src = address;
    document.head.append(script);
  };
  const start = () => {
    if (!ended && !find()) add();
    ended = true;
    end();
  };

  const loaded = new Promise<void>((resolve, reject) => {
    fail = reject;
    attempt(() => queue.push(() => resolve()));
  });
  loaded.catch(() => {});
  if (source) {
    attempt(() => begun.push(source.subscribe((answer) => void (answer === true && start())) ?? (() => {})));
    // The answer was there already.
    if (ended) end();
  }
  if (when === 'interaction') begun.push(onInteraction(start));
  else if (when === 'idle') (window.requestIdleCallback ?? setTimeout)(start);
  else if (when === 'now') start();

  return {
    loaded,
    reload() {
      const script = find();
      if (!script) return;
      script.remove();
      add();
    },
    stop() {
      ended = true;
      end();
    },
  };
}
