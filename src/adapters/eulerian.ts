import type { Adapter } from '../core/types';
import type { AdapterOptions } from './options';
import { createVendorAdapter } from './vendor';

export type EulerianOptions = AdapterOptions;

/**
 * Eulerian: `EA_push('action', ['actionname', name, 'actionpname', parameter, 'actionpvalue', value, …])`.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://doc.eulerian.com/p/R-c2YL9-M3zgBC/Understanding-your-Eulerian-Client-Side-tagging-plan
 * @see https://github.com/EulerianTechnologies for the tag's snippet and its queue
 */
export function eulerian(options: EulerianOptions = {}): Adapter {
  return createVendorAdapter('eulerian', options, {}, 'EA_push', (push, { name, parameters }) => {
    const values = Object.entries(parameters).flatMap(([key, value]) => [
      'actionpname',
      key,
      'actionpvalue',
      String(value),
    ]);
    push('action', ['actionname', name, ...values]);
  });
}
