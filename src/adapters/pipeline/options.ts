import type { EventName } from '../../core/callbacks';
import type { IAdvizeEvent } from '../../core/event';
import type { ParameterValue } from './analytics-event';
import { aBoolean, aFunction, isObject, someOf } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { isConsent } from './consent';
import type { Consent } from './consent';

/** Fields that are not sent, or not whole, unless the site asks for them by name. */
export const privateFields: readonly PrivateField[] = ['msg', 'url', 'vuid', 'page'];

/** A field that is not sent unless the site asks for it with `include`. */
export type PrivateField = 'msg' | 'url' | 'vuid' | 'page';

/** Parameters to add; a value that is neither a string, a number nor a boolean is left out. */
export type ExtraParameters = Readonly<Record<string, ParameterValue | null | undefined>>;

/** Options that every adapter takes. */
export interface AdapterOptions {
  /** Which events to send, or `'all'`. Default: all but `operatorWriting`, `visitorWriting` and the ends of both. */
  readonly events?: 'all' | readonly EventName[] | undefined;

  /**
   * Other names for the tool: by event, or from a function that is given the usual name, such as
   * `'iadvize_chat_started'`, and the event's.
   */
  readonly rename?:
    Readonly<Partial<Record<EventName, string>>> | ((name: string, type: EventName) => string) | undefined;

  /** Parameters to add to each event, or a function that makes them; they replace the usual ones of the same name. */
  readonly parameters?: ExtraParameters | ((event: IAdvizeEvent) => ExtraParameters | undefined) | undefined;

  /**
   * Private fields to send all the same: `'msg'`, what the visitor or the operator wrote; `'url'`, the whole address of a
   * link or offer instead of its origin and path; `'vuid'`, the visitor's unique id; `'page'`, the whole address of the page
   * where an event happened instead of its origin and path. Default: none.
   */
  readonly include?: readonly PrivateField[] | undefined;

  /** Whether the visitor consents. Default: `true`, for sites where the tool itself asks for consent. */
  readonly consent?: Consent | undefined;

  /**
   * The part of conversations to send, from 0 to 1. Decided by the conversation's id, so that a conversation is sent whole,
   * on each of its pages and to each tool; and once per page before there is one. Default: 1.
   */
  readonly sampling?: number | undefined;

  /**
   * Whether to send `chatStarted` and `chatEnded` once for each conversation, although the tag repeats them on a reload or
   * in another tab. What has been sent is kept in `localStorage` for a day; where that is blocked, the promise holds for the page.
   * Default: `true`.
   */
  readonly oncePerConversation?: boolean | undefined;

  /**
   * Called with the number of events dropped since the last call: because there was no consent or no tool, or because
   * too many waited for either. Default: nobody is told.
   */
  readonly onDropped?: ((count: number) => void) | undefined;
}

/** What each of them must be. */
export const commonChecks: OptionChecks<keyof AdapterOptions> = {
  events: ['"all" or a list of events', (value) => value === 'all' || (Array.isArray(value) && !value.includes('*'))],
  rename: ['an object or a function', isObject],
  parameters: ['an object or a function', isObject],
  include: /* @__PURE__ */ someOf(privateFields),
  consent: ['a boolean, a function, a promise or a consent source', isConsent],
  sampling: ['a number from 0 to 1', (value) => Number(value) === value && value >= 0 && value <= 1],
  oncePerConversation: aBoolean,
  onDropped: aFunction,
};
