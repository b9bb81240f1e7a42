import type { EventName } from '../../core/callbacks';
import { isObject } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import type { OptionCheck } from '../../shared/check-options';

/** The check of `conversions`, by the events' names. It is required: without one the tool would count nothing. */
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
  // Anything but a list of events is passed on, for its check to refuse.
  const isList = Array.isArray(events) && !events.includes('*');
  return isList ? events.filter((type: EventName) => known.includes(type)) : events;
}
