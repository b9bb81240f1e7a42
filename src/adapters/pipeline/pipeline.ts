import { attempt } from '../../core/attempt';
import type { IAdvizeEvent } from '../../core/event';
import type { Adapter } from '../../core/types';
import { checkOptions, has, ownOptions } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import type { AnalyticsEvent } from './analytics-event';
import { createBacklog } from './backlog';
import type { Backlog } from './backlog';
import { followConsent } from './consent';
import { onLeave, schedule } from './delivery';
import { toAnalyticsEvent } from './mapping';
import { isNews } from './once-per-conversation';
import { checks } from './options';
import type { AdapterOptions } from './options';
import { createSelection } from './selection';

/** Takes one event, and is told of the one before it. May throw. */
export type Take = (event: AnalyticsEvent, previous: AnalyticsEvent | undefined) => void;

/** Where events go that may be sent. */
export interface Sink {
  /** What takes an event now; undefined where nothing can. */
  find(): Take | undefined;
  /** What events wait for that have consent, in words; undefined where they wait for nothing. */
  missing(): string | undefined;
  /** Consent is given: called again and again. */
  granted?(): void;
  /** The page is hidden or left: what was taken goes out now. */
  leave?(): void;
  /** The visitor refuses, or has withdrawn the consent: what was taken is forgotten. */
  refused?(): void;
  /** The adapter was removed, and has handed over what it had; `ended` once the sink needs no consent any more. */
  end(ended: () => void): void;
}

/** What a pipeline gives its sink. */
export interface Line extends Pick<Backlog, 'status' | 'queue' | 'drop'> {
  /** Whether the visitor consents, asked anew. */
  granted(): boolean;
  /** Says that something has changed: what is waited for, or what was dropped. */
  changed(): void;
}

export interface PipelineDefinition {
  /** The adapter's name. */
  readonly name: string;
  /** What the options must be that it takes besides those of every adapter, by name. */
  readonly options?: OptionChecks | undefined;
  open(line: Line): Sink;
}

/** After how long a tool is looked for again, and a consent function asked again, in milliseconds. */
const retryInterval = 500;

/** How often a tool is looked for before what waits for it is dropped: for five minutes. */
const retryLimit = 600;

/** The last event that each tool's last adapter was there for, once it has been removed. */
const seen = new Map<string, IAdvizeEvent | undefined>();

/** For who passed to `use` what makes an adapter, instead of an adapter. */
export const notCalled = (name: string) => new TypeError(`Call the adapter: use(${name}(…)), not use(${name})`);

/** Has the events of the page reach a sink: those that are selected, after consent, one at a time, when the page is idle. */
export function createPipeline(definition: PipelineDefinition, options: AdapterOptions): Adapter {
  const { name } = definition;
  if (has(options, 'use')) throw notCalled(name);
  return (iadvize) => {
    checkOptions(options, { ...checks, ...definition.options });
    const given = ownOptions(options);
    const { oncePerConversation = true } = given;
    const isSelected = createSelection(iadvize, given);
    const backlog = createBacklog(name, given.onDropped);
    const { status } = backlog;
    const events = backlog.queue<IAdvizeEvent>();
    const sink = definition.open({ ...backlog, granted, changed });
    let tries = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let removed = false;

    function refuse() {
      backlog.clear();
      sink.refused?.();
    }

    function granted() {
      status.consent = consent.ask();
      if (status.consent === false) refuse();
      return status.consent === true;
    }

    function changed() {
      const reason = status.consent === true ? sink.missing() : 'consent';
      backlog.report(status.waiting ? reason : undefined);
    }

    /** Hands the next event over; returns whether there may be another. */
    function step() {
      const allowed = granted();
      if (allowed) sink.granted?.();
      const take = allowed && events.length ? sink.find() : undefined;
      if (take) handOver(take, events.splice(0, 1));
      else wait(allowed);
      return !!take;
    }

    function handOver(take: Take, [event]: IAdvizeEvent[]) {
      tries = 0;
      if (!event || (oncePerConversation && !isNews(name, event))) return;
      attempt(() => {
        const handed = toAnalyticsEvent(event, given);
        // Until it has not thrown.
        status.failed += 1;
        take(handed, backlog.remember(handed));
        status.failed -= 1;
      });
    }

    function wait(allowed: boolean) {
      if (removed || tries === retryLimit) {
        tries = 0;
        backlog.drop(events, Infinity);
      } else backlog.drop(events);
      if (status.waiting && !timer && (allowed ? events.length : typeof given.consent === 'function')) {
        if (allowed) tries += 1;
        timer = setTimeout(() => {
          timer = undefined;
          schedule(step);
        }, retryInterval);
      }
      changed();
      if (removed) end();
    }

    function receive(event: IAdvizeEvent) {
      if (!isSelected(event)) return;
      events.push(event);
      if (consent.last === false) refuse();
      schedule(step);
    }

    function end() {
      stopLeaving();
      clearTimeout(timer);
      sink.end(() => attempt(consent.stop));
      backlog.close();
    }

    const consent = followConsent(given.consent ?? true, (answer) => {
      if (answer === false) refuse();
      schedule(step);
    });
    status.consent = consent.last;
    const stopLeaving = onLeave(() => {
      while (step());
      sink.leave?.();
    });
    const fired = iadvize.events;
    const known = seen.get(name);
    fired.slice(known ? fired.indexOf(known) + 1 : 0).forEach(receive);
    const stopListening = iadvize.on('*', receive);
    if (sink.granted) schedule(step);

    return () => {
      stopListening();
      removed = true;
      seen.set(name, iadvize.events[iadvize.events.length - 1]);
      schedule(step);
    };
  };
}
