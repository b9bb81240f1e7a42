import type { Adapter } from '../../core/types';
import type { OptionChecks } from '../../shared/check-options';
import type { AnalyticsEvent } from './analytics-event';
import type { AdapterOptions } from './options';
import { createPipeline } from './pipeline';
import type { Sink } from './pipeline';

/** How to hand events to one analytics tool. */
export interface AdapterDefinition<Tool> {
  /** The tool's name, for messages, e.g. 'ga4'. */
  readonly name: string;
  /** The checks of its own options, besides those of every adapter, by name. Default: it has none. */
  readonly options?: OptionChecks | undefined;
  /**
   * Finds the tool on the page; `undefined`, `null` or `false` while it is not there yet. Called again until it is, within
   * the documented bounds.
   */
  find(): Tool | undefined | null | false;
  /** What is missing while `find` gives nothing, in words, for the status and the console. Default: the tool's name. */
  missing?(): string;
  /**
   * Hands one event to the tool, in the tool's own form and limits.
   * @param previous the event that the tool was handed before it on this page
   */
  send(tool: Tool, event: AnalyticsEvent, previous: AnalyticsEvent | undefined): void;
  /** Called once the adapter was removed and has handed over its last event. */
  end?(): void;
}

/**
 * Makes an adapter for any tool, to be passed to `use`. It also sends what fired on the page before, except for what an
 * earlier adapter of the same name has seen.
 *
 * Nothing is sent within the tag's call, but when the page is idle, and at once when it is hidden or left. After a click
 * or a key that begins 32 ms later, where the browser tells of it (`navigator.userActivation`). Up to 10,000 events wait
 * for consent, however long that takes, or for the tool to appear, for five minutes; then the oldest, or all, are dropped.
 * An event is handed to the tool once: what the tool throws then goes to the console, and it is not repeated. After the
 * adapter is removed, what fired before is still sent if the consent and the tool are there; if not, it is dropped, and a
 * later adapter of the same name does not send it either.
 *
 * @throws TypeError from `use` where an option is wrong or unknown, naming it, what is expected, and what was given;
 * and where the function that makes the adapter was passed to `use` instead of the adapter.
 * @example
 * import { createAdapter } from 'iadvize-callbacks/adapters';
 * const own = createAdapter({
 *   name: 'own',
 *   find: () => window.ownTool,
 *   send: (tool, { name, parameters }) => tool.track(name, parameters),
 * });
 */
export function createAdapter<Tool>(definition: AdapterDefinition<Tool>, options: AdapterOptions = {}): Adapter {
  const { name, options: checks } = definition;
  const sink: Sink<Tool> = {
    find: () => definition.find() || undefined,
    missing() {
      try {
        return definition.missing?.() ?? name;
      } catch {
        // It may look into what is not there.
        return name;
      }
    },
    send: (...args) => void definition.send(...args),
    end: () => definition.end?.(),
  };
  return createPipeline({ name, options: checks, open: () => sink }, options);
}
