import { aBoolean } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export interface ContentsquareOptions extends AdapterOptions {
  /** Whether the parameters go along as dynamic variables of the session. Default: `true`. */
  readonly dynamicVariables?: boolean | undefined;
}

/**
 * Contentsquare: `_uxa.push(['event', name])`, and `_uxa.push(['trackDynamicVariable', { key, value }])` for each
 * parameter, which go first.
 *
 * @see https://support.contentsquare.com/hc/en-gb/articles/14310355133084-Events-API-reference
 * @see https://docs.contentsquare.com/en/web/sending-dynamic-vars/
 * @example
 * import { contentsquare } from 'iadvize-callbacks/adapters';
 * iadvize.use(contentsquare({ dynamicVariables: false }));
 */
export const contentsquare = /* @__PURE__ */ vendor<ContentsquareOptions>({
  name: 'contentsquare',
  options: { dynamicVariables: aBoolean },
  tool: '_uxa.push',
  limits: { name: 250, key: 512, value: 255, count: 40, refused: /[^\w .:/-]/g },
  send(push, { name, parameters }, { dynamicVariables = true }) {
    if (dynamicVariables) {
      for (const [key, value] of Object.entries(parameters)) {
        push(['trackDynamicVariable', { key, value: typeof value === 'boolean' ? String(value) : value }]);
      }
    }
    push(['event', name]);
  },
});
