import type { EventName } from '../../core/callbacks';
import { isObject } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import type { OptionCheck } from '../../shared/check-options';

/** What an advertising tool counts, by the event that it is; a tool that has nothing to count is a mistake. */
const conversionsOfType = (type: 'number' | 'string'): OptionCheck => [
  `an object of ${type}s, by the events' names`,
  (value) => isObject(value) && Object.values(value).every((item) => typeof item === type),
  true,
];

export const numericConversions = /* @__PURE__ */ conversionsOfType('number');
export const textConversions = /* @__PURE__ */ conversionsOfType('string');

interface Options extends AdapterOptions {
  readonly conversions: object;
}

/** Of the events that the site chooses, those that are conversions. */
export function conversionsOf({ conversions, events }: Options): AdapterOptions['events'] {
  const known = Object.keys(Object(conversions) as object) as EventName[];
  if (events === undefined || events === 'all') return known;
  // What is no list of events is refused as it is.
  const isList = Array.isArray(events) && !events.includes('*');
  return isList ? events.filter((type: EventName) => known.includes(type)) : events;
}
