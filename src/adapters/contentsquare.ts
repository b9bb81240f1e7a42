import type { Adapter } from '../core/types';
import { fit } from './limits';
import type { AdapterOptions } from './options';
import { createVendorAdapter } from './vendor';

export interface ContentsquareOptions extends AdapterOptions {
  /** Whether the parameters go along as dynamic variables of the session. Default: `true`. */
  readonly dynamicVariables?: boolean | undefined;
}

const limits = { name: 250, key: 512, value: 255, count: 40, refused: /[^\w .:/-]/g };

/**
 * Contentsquare: `_uxa.push(['event', name])`, and `_uxa.push(['trackDynamicVariable', { key, value }])` for each
 * parameter, which go first.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://support.contentsquare.com/hc/en-gb/articles/14310355133084-Events-API-reference
 * @see https://docs.contentsquare.com/en/web/sending-dynamic-vars/
 */
export function contentsquare(options: ContentsquareOptions = {}): Adapter {
  return createVendorAdapter('contentsquare', options, { dynamicVariables: 'boolean' }, '_uxa.push', (push, event) => {
    const [name, parameters] = fit(event, limits);
    if (options.dynamicVariables !== false) {
      for (const key in parameters) {
        const value = parameters[key];
        push(['trackDynamicVariable', { key, value: typeof value === 'boolean' ? String(value) : value }]);
      }
    }
    push(['event', name]);
  });
}
