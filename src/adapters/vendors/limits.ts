import type { AnalyticsEvent, ParameterValue } from '../pipeline/analytics-event';

/** What a tool accepts of an event; lengths are in characters (UTF-16 code units). Default: no limit. */
export interface Limits {
  /** Of the event's name. */
  readonly name?: number;
  /** Of a parameter's name. */
  readonly key?: number;
  /** Of a text that is a parameter's value. */
  readonly value?: number;
  /** Of parameters on one event. */
  readonly count?: number;
  /** Characters that may not be in a name; each becomes `_`. */
  readonly refused?: RegExp;
  /** Whether a parameter's value can only be a text. */
  readonly texts?: boolean;
}

/** At most so many characters of a text, and no half of a surrogate pair at its end. */
const cut = (text: string, length = Infinity): string =>
  text.length > length ? text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '') : text;

/** As much of a text as fits in so many bytes of UTF-8. */
export const cutBytes = (text: string, bytes: number): string =>
  text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(bytes)).read);

/**
 * The event within the tool's limits: texts that are too long are cut, parameters beyond the count are left out.
 * @param hasPage whether the tool has its own place for the page; if not, the page becomes a parameter
 */
export function fit(event: AnalyticsEvent, limits: Limits = {}, hasPage = false): AnalyticsEvent {
  const { name, key, value, count, refused, texts } = limits;
  const nameOf = (text: string, length?: number) => cut(refused ? text.replace(refused, '_') : text, length);
  const valueOf = (given: ParameterValue) => (texts || typeof given === 'string' ? cut(String(given), value) : given);
  const { page } = event;
  const all: AnalyticsEvent['parameters'] = { ...(page && !hasPage && { page_location: page }), ...event.parameters };
  const parameters = Object.entries(all)
    .slice(0, count)
    .map(([field, given]) => [nameOf(field, key), valueOf(given)] as const);
  return { ...event, name: nameOf(event.name, name), parameters: Object.fromEntries(parameters) };
}
