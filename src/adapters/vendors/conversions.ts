import type { EventName } from '../../core/callbacks';
import { isObject } from '../../shared/check-options';
import type { OptionCheck } from '../../shared/check-options';

/** What an advertising tool counts, by the event that it is; a tool that has nothing to count is a mistake. */
const conversionsOfType = (type: 'number' | 'string'): OptionCheck => [
  `an object of ${type}s, by the events' names`,
  (value) => isObject(value) && Object.values(value).every((item) => typeof item === type),
  true,
];

export const numericConversions = /* @__PURE__ */ conversionsOfType('number');
export const textConversions = /* @__PURE__ */ conversionsOfType('string');

/** The events that are conversions. */
export const conversionsOf = ({ conversions }: { readonly conversions: object }) =>
  Object.keys(Object(conversions) as object) as EventName[];
