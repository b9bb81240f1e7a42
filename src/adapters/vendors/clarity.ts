import { aBoolean } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export interface ClarityOptions extends AdapterOptions {
  /** Whether the parameters go along as custom tags of the page. Default: `true`. */
  readonly tags?: boolean | undefined;
}

/**
 * Microsoft Clarity: `clarity('event', name)`, and `clarity('set', parameter, value)` for each parameter, which go first.
 *
 * @see https://learn.microsoft.com/en-us/clarity/setup-and-installation/clarity-api
 * @example
 * import { clarity } from 'iadvize-callbacks/adapters';
 * iadvize.use(clarity({ tags: false }));
 */
export const clarity = /* @__PURE__ */ vendor<ClarityOptions>({
  name: 'clarity',
  options: { tags: aBoolean },
  tool: 'clarity',
  limits: { name: 255, key: 255, value: 255, texts: true },
  send(clarity, { name, parameters }, { tags = true }) {
    if (tags) for (const key in parameters) clarity('set', key, parameters[key]);
    clarity('event', name);
  },
});
