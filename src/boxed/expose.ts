import { attempt } from '../core/attempt';
import type { Stop } from '../core/types';
import { tagGlobals, tagQueue } from '../web-sdk/tag';
import type { CustomData } from '../web-sdk/custom-data';
import { greetRepeatedly, hosts } from './hosts';
import { checkOrigin, encode } from './message';
import { connect } from './remote';
import type { Remote } from './remote';

export interface ExposeOptions {
  /** The host page's origin, such as `'https://www.shop.example'`. */
  readonly to: string;
}

/** The tag's end of the bridge. */
export interface ExposedTag {
  /** Resolves once the host page is connected, and its custom data is here: load the tag then. */
  readonly connected: Promise<void>;
  readonly stop: Stop;
}

const methods = ['get', 'set', 'on', 'off', 'navigate', 'recordTransaction', 'activate', 'logout', 'help'];

/** Calls the Web SDK once the tag is there. */
const callTag = (method: string, args: unknown[]) =>
  new Promise<unknown>((resolve, reject) => {
    tagQueue().push((tag) => {
      if (typeof tag[method] !== 'function') reject(new Error(`iAdvize.${method}: unsupported`));
      new Promise((answered) => answered(tag[method]?.(...args))).then(resolve, reject);
    });
  });

/** Puts the Virtual Agent's conversation id where the tag reads it, also on an object that replaces the tag's later. */
function createCarrier() {
  let id: unknown;
  let value: unknown;
  const carry = () => {
    if (Object(value) !== value) return;
    if (id === undefined) Reflect.deleteProperty(value as object, 'vaSCI');
    else Reflect.set(value as object, 'vaSCI', id);
  };
  return (next: unknown) => {
    id = next;
    const found = Object.getOwnPropertyDescriptor(window, 'iAdvize');
    if (!found || ('value' in found && found.configurable)) {
      value = found?.value;
      Object.defineProperty(window, 'iAdvize', {
        configurable: true,
        enumerable: true,
        get: () => value,
        set(assigned: unknown) {
          value = assigned;
          carry();
        },
      });
    } else value = Reflect.get(window, 'iAdvize');
    carry();
  };
}

/**
 * In the boxed tag's iframe: lets the host page, of this exact origin, use the tag's Web SDK, hand a Virtual Agent's
 * conversation over, and give custom data. All but the first word travels through a message port, so that the platform's own
 * `iAdvizeBoxedInterface` beside it sees none of it. The host page is called for ten minutes. Does nothing on a server, or in
 * a page that is not in an iframe.
 * @throws TypeError where `to` is not an origin.
 * @example
 * import { exposeTag } from 'iadvize-callbacks/boxed';
 * exposeTag({ to: 'https://shop.example' });
 */
export function exposeTag({ to }: ExposeOptions): ExposedTag {
  checkOrigin('to', to);
  if (typeof window === 'undefined' || window.parent === window) return { connected: new Promise(() => {}), stop() {} };
  const around = hosts(to);
  const session = `${Date.now()}.${Math.random()}`;
  const carry = createCarrier();
  let offered: Remote[] = [];
  let connected: () => void;
  const whenConnected = new Promise<void>((resolve) => (connected = resolve));

  const answer = (method: string, args: unknown[]) => {
    const [value] = args;
    if (methods.includes(method)) return callTag(method, args);
    if (method === 'vaSCI') return carry(value);
    if (method !== 'connect') throw new Error(`iAdvize.${method}: unsupported`);
    tagGlobals.idzCustomData = { ...tagGlobals.idzCustomData, ...(value as CustomData | undefined) };
    endGreeting();
    connected();
    return undefined;
  };

  const endGreeting = greetRepeatedly(() => {
    for (const host of around) {
      const { port1, port2 } = new MessageChannel();
      offered = [...offered.slice(-9), connect(port1, answer)];
      attempt(() => host.postMessage(encode({ kind: 'expose', session }), to, [port2]));
    }
  });

  return {
    connected: whenConnected,
    stop() {
      endGreeting();
      for (const remote of offered) remote.close();
    },
  };
}
