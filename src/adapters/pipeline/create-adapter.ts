import type { IAdvizeEvent } from '../../core/event';
import type { Adapter } from '../../core/types';
import { attempt } from '../../core/attempt';
import type { AnalyticsEvent } from './analytics-event';
import { checkOptions } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { followConsent } from './consent';
import { onLeave, schedule } from './delivery';
import { toAnalyticsEvent } from './mapping';
import { conversationOf, isNews } from './once-per-conversation';
import { checks } from './options';
import type { AdapterOptions } from './options';
import { isSampled } from './sampling';
import { lastLimit, statuses } from './status';

/** How to hand events to one analytics tool. */
export interface AdapterDefinition<Tool> {
  /** The tool's name, for messages, e.g. 'ga4'. */
  readonly name: string;
  /** What the options must be that it takes besides those of every adapter, by name. Default: it takes none. */
  readonly options?: OptionChecks;
  /** Finds the tool on the page; undefined while it is not there yet. Called again until it is, within the documented bounds. */
  find(): Tool | undefined;
  /** Hands one event to the tool, in the tool's own form and limits. */
  send(tool: Tool, event: AnalyticsEvent): void;
  /** Told that the adapter was removed and has handed over what it had. */
  end?(): void;
}

/** How many events wait for consent or for the tool; older ones make room. */
const waitingLimit = 10_000;

/** After how long a tool is looked for again, and a consent function asked again, in milliseconds. */
const retryInterval = 500;

/** How often a tool is looked for before what waits for it is dropped: for five minutes. */
const retryLimit = 600;

/** The last event that each tool's last adapter was there for, once it has been removed. */
const seen = new Map<string, IAdvizeEvent | undefined>();

/**
 * Makes an adapter for any tool, to be passed to `use`. It sends what fired on the page before, too, but for what an
 * adapter of the same name that has been removed was there for.
 *
 * Nothing is sent within the tag's call, but when the page is idle, and at once when it is hidden or left. Up to 10,000
 * events wait for consent, however long that takes, or for the tool to appear, for five minutes; then the oldest, or all,
 * are dropped. An event is handed to the tool once: what the tool throws then goes to the console, and it is not repeated.
 * After the adapter is removed, what fired before is still sent if the consent and the tool are there.
 *
 * @throws TypeError from `use` where an option is wrong or unknown, naming it, what is expected, and what was given.
 */
export function createAdapter<Tool>(definition: AdapterDefinition<Tool>, options: AdapterOptions = {}): Adapter {
  return (iadvize) => {
    checkOptions(options, { ...checks, ...definition.options });
    const { name } = definition;
    const { events, sampling = 1, oncePerConversation = true, onDropped } = options;
    const queue: IAdvizeEvent[] = [];
    const life = new AbortController();
    let conversation: string | undefined;
    let dropped = 0;
    let retries = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let removed = false;
    const last: AnalyticsEvent[] = [];

    const drop = (count: number) => {
      dropped += queue.splice(0, count).length;
    };

    const find = (): Tool | undefined => {
      try {
        return definition.find();
      } catch {
        // Not there in any form that can be used.
        return undefined;
      }
    };

    const step = (): boolean => {
      const granted = (status.consent = consent.ask());
      if (granted === false) drop(queue.length);
      const [event] = queue;
      if (event) {
        const tool = granted === true ? find() : undefined;
        if (tool !== undefined) {
          retries = 0;
          queue.shift();
          if (!oncePerConversation || isNews(name, event)) {
            attempt(() => {
              const handed = toAnalyticsEvent(event, options);
              if (last.push(handed) > lastLimit) last.shift();
              // Until it has not thrown.
              status.failed += 1;
              definition.send(tool, handed);
              status.failed -= 1;
              status.sent += 1;
            });
          }
          return true;
        }
        const givenUp = removed || retries === retryLimit;
        if (givenUp) retries = 0;
        drop(givenUp ? queue.length : queue.length - waitingLimit);
      }
      if (queue.length && !timer && (granted === true || typeof options.consent === 'function')) {
        if (granted) retries += 1;
        timer = setTimeout(() => {
          timer = undefined;
          schedule(step);
        }, retryInterval);
      }
      if (dropped) {
        const count = dropped;
        dropped = 0;
        status.dropped += count;
        attempt(() => onDropped?.(count));
      }
      if (removed) {
        life.abort();
        clearTimeout(timer);
        attempt(consent.stop);
        registry.delete(status);
        attempt(() => definition.end?.());
      }
      return false;
    };

    const receive = (event: IAdvizeEvent) => {
      if (event.type === 'chatStarted') conversation = conversationOf(event);
      if ((events && !events.includes(event.type)) || !isSampled(conversation, sampling)) return;
      if (consent.last === false) dropped += 1;
      else queue.push(event);
      schedule(step);
    };

    const consent = followConsent(options.consent ?? true, (answer) => {
      if (answer === false) drop(queue.length);
      schedule(step);
    });
    const status = {
      name,
      last,
      consent: consent.last,
      sent: 0,
      dropped: 0,
      failed: 0,
      get waiting() {
        return queue.length;
      },
    };
    const registry = (window[statuses] ??= new Set()).add(status);
    onLeave(() => {
      while (step());
    }, life.signal);
    const fired = iadvize.events;
    const known = seen.get(name);
    fired.slice(known ? fired.indexOf(known) + 1 : 0).forEach(receive);
    const stop = iadvize.on('*', receive);

    return () => {
      stop();
      removed = true;
      seen.set(name, iadvize.events.at(-1));
      schedule(step);
    };
  };
}
