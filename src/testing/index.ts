import type { CallbackName } from '../core/callbacks';
import { checkOptions, isObject, oneOf } from '../shared/check-options';
import type { OptionChecks } from '../shared/check-options';
import { missingCallbacks, typicalArguments } from './arguments';
import type { Era } from './arguments';
import type { Step } from './conversations';
import { createFakeWebSdk } from './web-sdk';
import type { FakeWebSdk, WebSdkCall, WebSdkStandIn } from './web-sdk';

export { typicalArguments } from './arguments';
export type { Era } from './arguments';
export { conversations } from './conversations';
export type { Step } from './conversations';
export { flush, reset } from './reset-and-flush';
export type { FakeWebSdk, WebSdkCall, WebSdkStandIn } from './web-sdk';

/**
 * How the tag reads `window.iAdvizeCallbacks`, which is not documented:
 * - `'live'`: looks the global and the function up at each call;
 * - `'reference'`: keeps the object it found when it loaded, and looks the function up at each call;
 * - `'snapshot'`: keeps a copy of the object's own enumerable properties.
 */
export type Reads = 'live' | 'reference' | 'snapshot';

export interface FakeTagOptions {
  /** Which arguments it passes. Default: `'2020'`. */
  readonly era?: Era;
  /** How it reads the callbacks. Default: `'live'`. */
  readonly reads?: Reads;
  /** The page to run on. Default: the current one. */
  readonly window?: Window;
}

/** A fake of the iAdvize tag, to build and test against. */
export interface FakeTag {
  readonly era: Era;
  readonly reads: Reads;
  /** What the page asked of the Web SDK. */
  readonly sdkCalls: readonly WebSdkCall[];
  readonly sdk: FakeWebSdk;
  /** What the platform does behind the Web SDK. */
  readonly platform: Omit<WebSdkStandIn, 'sdk'>;
  /** The Virtual Agent's conversation id that the last chat began with. */
  readonly vaSCI: unknown;
  /** Loads, or loads again: reads the callbacks, replaces `window.iAdvize`, runs what waits on `iAdvizeInterface`. */
  load(): void;
  /** Calls a callback with its typical argument for the era, changed by `changes`. @throws Error before `load`. */
  fire(callback: CallbackName, changes?: object): void;
  /** Calls a callback with exactly these arguments. @throws Error before `load`. */
  call(callback: CallbackName, ...args: unknown[]): void;
  /**
   * Plays a conversation, without what a tag of the era does not have.
   * @param options.pace what the pauses are multiplied by; 0, the default, plays it at once
   */
  play(steps: readonly Step[], options?: { readonly pace?: number; readonly signal?: AbortSignal }): Promise<void>;
}

type Page = Record<'iAdvizeCallbacks' | 'iAdvize' | 'iAdvizeInterface', unknown>;
type Callbacks = Partial<Record<string, (argument?: unknown) => void>>;

const styles: readonly Reads[] = ['live', 'reference', 'snapshot'];

const checks: OptionChecks<keyof FakeTagOptions> = {
  era: oneOf(...Object.keys(typicalArguments)),
  reads: oneOf(...styles),
  window: ['a window', isObject],
};

/** The id in an argument; a test may pass anything. */
const conversationIdOf = (argument: unknown): unknown =>
  Object.getOwnPropertyDescriptor(Object(argument), 'conversationId')?.value ?? null;

/**
 * A fake of the iAdvize tag, which behaves as its documentation says; call `load` to run it.
 * @throws TypeError where an option is wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { createFakeTag } from 'iadvize-callbacks/testing';
 * const tag = createFakeTag();
 * tag.load();
 * tag.fire('onChatStarted', { id: '42' });
 */
export function createFakeTag(options: FakeTagOptions = {}): FakeTag {
  checkOptions(options, checks);
  const { era = '2020', reads = 'live' } = options;
  const page = (options.window ?? window) as unknown as Page;
  const sdkCalls: WebSdkCall[] = [];
  const platform = createFakeWebSdk(sdkCalls);
  const { sdk } = platform;
  let loaded = false;
  let read: () => Callbacks | null | undefined;
  let vaSCI: unknown;

  function runInterface(): void {
    const waiting = page.iAdvizeInterface;
    const run = (use: (sdk: FakeWebSdk) => void) => use(sdk);
    const config: unknown = Reflect.get(Object(waiting) as object, 'config');
    page.iAdvizeInterface = { config, push: run };
    if (Array.isArray(waiting)) {
      for (const use of waiting as Parameters<typeof run>[0][]) run(use);
    }
  }

  const tag: FakeTag = {
    era,
    reads,
    sdkCalls,
    sdk,
    platform,

    get vaSCI() {
      return vaSCI;
    },

    load() {
      const found = page.iAdvizeCallbacks as Callbacks | null | undefined;
      const copy = { ...found };
      read = () => (reads === 'live' ? (page.iAdvizeCallbacks as Callbacks) : reads === 'reference' ? found : copy);
      page.iAdvize = { version: era, vaSCI: undefined };
      loaded = true;
      runInterface();
    },

    fire(callback, changes) {
      const typical = typicalArguments[era][callback];
      // `null` where the tag passes nothing: it passes `null`, or no argument.
      tag.call(callback, typical ? { ...typical, ...changes } : null);
    },

    call(callback, ...args) {
      if (!loaded) throw new Error(`The tag calls nothing before it is loaded: call load() before ${callback}`);
      if (callback === 'onChatStarted') {
        vaSCI = (page.iAdvize as { vaSCI?: unknown } | undefined)?.vaSCI;
        platform.change('conversation:id', conversationIdOf(args[0]));
      }
      if (callback === 'onChatEnded') platform.change('conversation:id', null);
      const callbacks = read();
      callbacks?.[callback]?.(...(args as [unknown]));
    },

    async play(steps, { pace = 0, signal } = {}) {
      for (const { callback, argument, after = 0 } of steps) {
        if (pace) await new Promise((resolve) => setTimeout(resolve, after * pace));
        if (signal?.aborted) return;
        if (missingCallbacks[era].includes(callback)) continue;
        const typical = typicalArguments[era][callback] ?? {};
        tag.fire(callback, Object.fromEntries(Object.entries(argument ?? {}).filter(([field]) => field in typical)));
      }
    },
  };
  return tag;
}
