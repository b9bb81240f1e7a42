import type { EventName } from '../../core/callbacks';
import type { AdapterOptions } from '../pipeline/options';
import { conversionsOf, textConversions } from './conversions';
import { vendor } from './vendor';

export interface SnapchatOptions extends AdapterOptions {
  /**
   * The pixel's name for an event, by the event's name: `{ chatStarted: 'CUSTOM_EVENT_1' }`. The pixel accepts its own
   * names only, so other events are not sent.
   */
  readonly conversions: Readonly<Partial<Record<EventName, string>>>;
}

/**
 * Snap Pixel: `snaptr('track', 'CUSTOM_EVENT_1', { event_tag: name, description: label })`.
 *
 * @see https://businesshelp.snapchat.com/s/article/pixel-website-install
 * @example
 * import { snapchat } from 'iadvize-callbacks/adapters';
 * iadvize.use(snapchat({ conversions: { chatStarted: 'CUSTOM_EVENT_1' } }));
 */
export const snapchat = /* @__PURE__ */ vendor<SnapchatOptions>({
  name: 'snapchat',
  options: { conversions: textConversions },
  events: conversionsOf,
  tool: 'snaptr',
  send: (snaptr, { type, name, label }, { conversions }) =>
    snaptr('track', conversions[type], { event_tag: name, ...(label !== undefined && { description: label }) }),
});
