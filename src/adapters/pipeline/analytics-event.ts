import type { EventName } from '../../core/callbacks';
import type { IAdvizeEvent } from '../../core/event';

/** What a parameter may hold: what every analytics tool takes. */
export type ParameterValue = string | number | boolean;

/** One event of the tag, in the words of analytics tools; the same for every tool. */
export interface AnalyticsEvent {
  /** The name for the tool, such as `'iadvize_chat_started'`, or what the `rename` option gave instead. */
  readonly name: string;
  /** For tools that sort events by category and action. */
  readonly category: 'iAdvize';
  /** Such as `'Chat Start'`. */
  readonly action: string;
  /** Who started or ended the chat; the name of the rule, offer or link. */
  readonly label: string | undefined;
  /** The fields, by names such as `conversation_id`; no private ones unless the site asked for them with `include`. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Where the tag reported it: the page's origin and path, or its whole address where `include` has `'page'`. */
  readonly page: string | undefined;
  /** When the tag reported it, in epoch milliseconds, however late it is sent. */
  readonly timestamp: number;
  /** The event's own name, such as `'chatStarted'`. */
  readonly type: EventName;
  /** The event itself, with everything in it, private fields too. */
  readonly event: IAdvizeEvent;
}
