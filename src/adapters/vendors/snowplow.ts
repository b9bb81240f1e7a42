import { aString } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { find } from './find';
import { vendor } from './vendor';
import type { Client } from './vendor';

export interface SnowplowOptions extends AdapterOptions {
  /** The tracker's module, where the site imports `@snowplow/browser-tracker`. Default: the page's function. */
  readonly client?: Client<'trackStructEvent' | 'trackSelfDescribingEvent'> | undefined;
  /** Name of the page's function, where the site renamed it. Default: `'snowplow'`. */
  readonly global?: string | undefined;
  /**
   * Schema of a self-describing event whose data are the event's `name` and parameters, such as
   * `'iglu:com.example/iadvize/jsonschema/1-0-0'`. Default: structured events, which have no other parameters.
   */
  readonly schema?: string | undefined;
}

/**
 * Snowplow: `snowplow('trackStructEvent', { category, action, label, property, timestamp })`, whose property is the
 * conversation's id, or with a schema `snowplow('trackSelfDescribingEvent', { event: { schema, data }, timestamp })`; with
 * the time of the event.
 *
 * @see https://docs.snowplow.io/docs/sources/web-trackers/tracking-events/
 * @example
 * import { snowplow } from 'iadvize-callbacks/adapters';
 * iadvize.use(snowplow({ schema: 'iglu:com.example/iadvize/jsonschema/1-0-0' }));
 */
export const snowplow = /* @__PURE__ */ vendor<SnowplowOptions>({
  name: 'snowplow',
  options: {
    global: aString,
    schema: aString,
  },
  client: ['trackStructEvent', 'trackSelfDescribingEvent'],
  tool({ client, global = 'snowplow', schema }) {
    const command = schema === undefined ? 'trackStructEvent' : 'trackSelfDescribingEvent';
    if (client) return `${global}.${command}`;
    const tracker = find(global);
    return tracker && ((argument) => tracker(command, argument));
  },
  send: (track, { name, category, action, label, parameters, timestamp }, { schema }) =>
    track(
      schema === undefined
        ? { category, action, label, property: parameters['conversation_id'], timestamp }
        : { event: { schema, data: { ...parameters, name } }, timestamp },
    ),
});
