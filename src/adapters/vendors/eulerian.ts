import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export type EulerianOptions = AdapterOptions;

/**
 * Eulerian: `EA_push('action', ['actionname', name, 'actionpname', parameter, 'actionpvalue', value, …])`.
 *
 * @see https://github.com/EulerianTechnologies/nextjs-eulerian-analytics for the tag's snippet, whose `EA_push` is the queue
 * @see https://www.drupal.org/project/eulerian for the parameters of an action
 * @example
 * import { eulerian } from 'iadvize-callbacks/adapters';
 * iadvize.use(eulerian());
 */
export const eulerian = /* @__PURE__ */ vendor<EulerianOptions>({
  name: 'eulerian',
  tool: 'EA_push',
  limits: { texts: true },
  send(push, { name, parameters }) {
    const values = Object.entries(parameters).flatMap(([key, value]) => ['actionpname', key, 'actionpvalue', value]);
    push('action', ['actionname', name, ...values]);
  },
});
