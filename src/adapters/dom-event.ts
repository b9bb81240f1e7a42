import type { Adapter } from '../core/types';
import { createAdapter } from './create-adapter';
import type { AdapterOptions } from './options';

export interface DomEventOptions extends AdapterOptions {
  /** Where to dispatch. Default: `document`. */
  readonly target?: EventTarget | undefined;
}

/**
 * Dispatches each event as a DOM `CustomEvent` that bubbles, named as in analytics, such as `iadvize_chat_started`; its
 * `detail` holds `category`, `action`, `label`, `parameters`, `timestamp` (epoch milliseconds) and `type`.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 */
export function domEvent(options: DomEventOptions = {}): Adapter {
  return (iadvize) => {
    const { target = document } = options;
    if (typeof target.dispatchEvent !== 'function')
      throw new TypeError('Wrong option target: an event target is expected');
    const adapter = createAdapter(
      {
        name: 'domEvent',
        find: () => target,
        send(_, { name, category, action, label, parameters, timestamp, type }) {
          const detail = { category, action, label, parameters, timestamp, type };
          target.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
        },
      },
      options,
    );
    return adapter(iadvize);
  };
}
