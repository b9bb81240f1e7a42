import type { Adapter } from '../../core/types';
import { has } from '../../shared/check-options';
import { createAdapter } from '../pipeline/create-adapter';
import type { AdapterOptions } from '../pipeline/options';

export interface DomEventOptions extends AdapterOptions {
  /** Where to dispatch. Default: `document`. */
  readonly target?: EventTarget | undefined;
}

/**
 * Dispatches each event as a DOM `CustomEvent` that bubbles, with the name for analytics, such as
 * `iadvize_chat_started`; its `detail` holds `category`, `action`, `label`, `parameters`, `page`, `timestamp` (epoch
 * milliseconds) and `type`.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @example
 * import { domEvent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ target: window }));
 */
export function domEvent(options: DomEventOptions = {}): Adapter {
  return createAdapter(
    {
      name: 'domEvent',
      options: { target: ['an event target', (value) => has(value, 'dispatchEvent')] },
      find: () => options.target ?? document,
      send(target, { name, category, action, label, parameters, page, timestamp, type }) {
        const detail = { category, action, label, parameters, page, timestamp, type };
        target.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
      },
    },
    options,
  );
}
