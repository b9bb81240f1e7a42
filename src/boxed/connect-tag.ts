import { attempt } from '../core/attempt';
import { installCallbacks } from '../core/install';
import type { Stop } from '../core/types';
import { tagGlobals } from '../web-sdk/tag';
import type { Tag } from '../web-sdk/tag';
import { checkOrigin, decode } from './message';
import { connect } from './remote';
import type { Remote } from './remote';

export interface ConnectOptions {
  /** The origin of the boxed tag's iframe, such as `'https://chat.shop.example'`. */
  readonly from: string;
}

const methods = ['get', 'set', 'navigate', 'recordTransaction', 'activate', 'logout', 'help'];

/**
 * On the host page: puts under `iAdvizeInterface` what the boxed tag's iframe exposes, so that `createWebSdk`,
 * `followConsent`, `followConversation`, `createHandoff` and `setCustomData` work as if the tag ran on the page; what they
 * asked before the iframe is there waits for it. Beside the platform's own `iAdvizeBoxedInterface`, not through it. An iframe
 * that loads again is given the listeners, the handoff and the custom data anew. Ends with `uninstall`. Does nothing on a
 * server.
 * @throws TypeError where `from` is not an origin.
 * @example
 * import { connectTag } from 'iadvize-callbacks/boxed';
 * const stop = connectTag({ from: 'https://chat.shop.example' });
 */
export function connectTag({ from }: ConnectOptions): Stop {
  checkOrigin('from', from);
  if (typeof window === 'undefined') return () => {};
  let remote: Remote | undefined;
  let session: string | undefined;
  /** What `on` began, to be begun again where the iframe loads again. */
  const listeners = new Set<readonly [event: unknown, listener: unknown]>();
  const ask = async (method: string, ...args: unknown[]) => remote?.ask(method, ...args);

  const tag: Tag = {
    ...Object.fromEntries(methods.map((method) => [method, (...args: unknown[]) => ask(method, ...args)])),
    on(event, listener) {
      listeners.add([event, listener]);
      return ask('on', event, listener);
    },
    off(event, listener) {
      for (const entry of listeners) if (entry[0] === event && entry[1] === listener) listeners.delete(entry);
      return ask('off', event, listener);
    },
  };

  /** The handoff writes the id on the object that the tag has made, and reads it back. */
  let id: unknown;
  const iAdvize = {};
  Object.defineProperty(iAdvize, 'vaSCI', {
    configurable: false,
    enumerable: true,
    get: () => id,
    set(next: unknown) {
      id = next;
      void ask('vaSCI', id);
    },
  });

  function become(next: Remote): void {
    const first = !remote;
    remote?.close();
    remote = next;
    void ask('connect', tagGlobals.idzCustomData);
    if (id !== undefined) void ask('vaSCI', id);
    for (const [event, listener] of listeners) void ask('on', event, listener);
    if (!first) return;
    Reflect.set(window, 'iAdvize', iAdvize);
    const waiting = tagGlobals.iAdvizeInterface;
    tagGlobals.iAdvizeInterface = { ...waiting, push: (use) => void attempt(() => use(tag)) };
    if (Array.isArray(waiting)) for (const use of waiting as ((tag: Tag) => void)[]) attempt(() => use(tag));
  }

  const receive = ({ origin, data, ports }: MessageEvent<unknown>) => {
    const [port] = ports;
    if (origin !== from || !port) return;
    const message = decode(data);
    if (message.kind !== 'expose' || typeof message.session !== 'string' || message.session === session) return;
    session = message.session;
    become(
      connect(port, (method) => {
        throw new Error(`${method}: unsupported`);
      }),
    );
  };

  return installCallbacks().use(() => {
    window.addEventListener('message', receive);
    return () => {
      window.removeEventListener('message', receive);
      remote?.close();
    };
  });
}
