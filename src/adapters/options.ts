import type { EventName } from '../core/callbacks';
import { eventNames } from '../core/event';
import type { IAdvizeEvent } from '../core/event';
import type { ParameterValue } from './analytics-event';
import { isConsent } from './consent';
import type { Consent } from './consent';

/** Fields that go nowhere, or not whole, unless the site asks for them by name. */
export const privateFields: readonly PrivateField[] = ['msg', 'url', 'vuid'];

/** A field that goes nowhere unless the site asks for it. */
export type PrivateField = 'msg' | 'url' | 'vuid';

/** Parameters; what is neither a string, a number nor a boolean is left out. */
export type ExtraParameters = Readonly<Record<string, ParameterValue | null | undefined>>;

/** Options that every adapter takes. */
export interface AdapterOptions {
  /** Which events to send. Default: all. */
  readonly events?: readonly EventName[] | undefined;

  /**
   * Other names for the tool: by event, or from a function that is given the usual name, such as
   * `'iadvize_chat_started'`, and the event's.
   */
  readonly rename?:
    Readonly<Partial<Record<EventName, string>>> | ((name: string, type: EventName) => string) | undefined;

  /** Parameters to add to each event, or a function that makes them; they replace the usual ones of the same name. */
  readonly parameters?: ExtraParameters | ((event: IAdvizeEvent) => ExtraParameters | undefined) | undefined;

  /**
   * Private fields to send all the same: `'msg'`, what the visitor or the agent wrote; `'url'`, the whole address of a
   * link or offer instead of its origin and path; `'vuid'`, the visitor's unique id. Default: none.
   */
  readonly include?: readonly PrivateField[] | undefined;

  /** Whether the visitor consents. Default: `true`, for sites where the tool itself sees to it. */
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
   * Told how many events were dropped since it was last called: for want of consent, for want of the tool, or because too
   * many were waiting for either.
   */
  readonly onDropped?: ((count: number) => void) | undefined;
}

/** An object, an array or a function. */
const isObject = (value: unknown) => Object(value) === value;
const isListOf = (known: readonly unknown[]) => (value: unknown) =>
  Array.isArray(value) && value.every((item) => known.includes(item));

/** What each option must be. */
const checks: Readonly<Record<keyof AdapterOptions, (value: unknown) => boolean>> = {
  events: isListOf(Object.values(eventNames)),
  rename: isObject,
  parameters: isObject,
  include: isListOf(privateFields),
  consent: isConsent,
  sampling: (value) => Number(value) === value && value >= 0 && value <= 1,
  oncePerConversation: (value) => typeof value === 'boolean',
  onDropped: (value) => typeof value === 'function',
};

/** @throws TypeError that names the option that is wrong. */
export function checkOptions(options: AdapterOptions): void {
  if (!isObject(options)) throw new TypeError('The options must be an object');
  for (const name in checks) {
    const option = name as keyof AdapterOptions;
    const value = options[option];
    if (value !== undefined && !checks[option](value)) throw new TypeError(`Wrong option ${option} (${typeof value})`);
  }
}
