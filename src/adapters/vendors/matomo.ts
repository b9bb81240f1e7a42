import { numbersByName } from '../../shared/check-options';
import type { AnalyticsEvent } from '../pipeline/analytics-event';
import type { AdapterOptions } from '../pipeline/options';
import type { ToolFunction } from './find';
import { vendor } from './vendor';

export interface MatomoOptions extends AdapterOptions {
  /** Id of the action-scope custom dimension that gets a parameter, by the parameter's name. Default: none. */
  readonly dimensions?: Readonly<Record<string, number>> | undefined;
}

/**
 * Matomo: `_paq.push(['trackEvent', category, action, name])`, with parameters, such as `page_location`, in custom
 * dimensions where the site has them. Matomo has no field for the time of an event: it counts when it is sent.
 *
 * @see https://developer.matomo.org/guides/tracking-javascript-guide
 * @see https://matomo.org/faq/reporting-tools/create-track-and-manage-custom-dimensions/
 * @example
 * import { matomo } from 'iadvize-callbacks/adapters';
 * iadvize.use(matomo({ dimensions: { conversation_id: 3, page_location: 4 } }));
 */
export const matomo = /* @__PURE__ */ vendor<MatomoOptions>({
  name: 'matomo',
  options: { dimensions: numbersByName },
  tool: '_paq.push',
  send: sendTrackEvent,
});

/** Also for Piwik PRO, which began as Matomo and takes the same call. */
export function sendTrackEvent(
  push: ToolFunction,
  { category, action, label, parameters }: AnalyticsEvent,
  { dimensions = {} }: MatomoOptions,
): void {
  const values: Record<string, string> = {};
  for (const [parameter, id] of Object.entries(dimensions)) {
    const value = parameters[parameter];
    if (value !== undefined) values[`dimension${id}`] = String(value);
  }
  if (Object.keys(values).length) push(['trackEvent', category, action, label, undefined, values]);
  else push(['trackEvent', category, action, ...(label === undefined ? [] : [label])]);
}
