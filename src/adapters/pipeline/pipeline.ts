import { attempt } from '../../core/attempt';
import type { IAdvizeEvent } from '../../core/event';
import type { Adapter } from '../../core/types';
import { checkOptions, has, wrong } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import type { AnalyticsEvent } from './analytics-event';
import { createBacklog } from './backlog';
import type { Backlog } from './backlog';
import { observeConsent } from './consent';
import { onLeave, schedule } from './schedule';
import { toAnalyticsEvent } from './mapping';
import { isNews } from './once-per-conversation';
import { commonChecks } from './options';
import type { AdapterOptions } from './options';
import { createSelection } from './selection';

/** Where events go once they may be sent. */
export interface Sink<Tool> {
  /** Finds the tool; undefined while it is not there. May throw. */
  find(): Tool | undefined;
  /** Hands one event over; returns `false` where the event is taken, but not sent yet. May throw. */
  send(tool: Tool, event: AnalyticsEvent, previous: AnalyticsEvent | undefined): unknown;
  /** What events with consent wait for, in words; undefined where they wait for nothing. */
  missing?(): string | undefined;
  /** Called each time that the consent is asked for and allowed. */
  allowed?(): void;
  /** Called when the page is hidden or left: send now what was taken. */
  leave?(): void;
  /** Called when the visitor refuses or withdraws consent: forget what was taken. */
  refused?(): void;
  /** Called once the adapter was removed and has handed over its last event. */
  end?(): void;
}

/** What a pipeline gives its sink. */
export interface Pipeline extends Pick<Backlog, 'status' | 'queue' | 'drop'> {
  /** Asks whether the visitor consents now. */
  allowed(): boolean;
  /** To be called when the reason for waiting, whether something waits, or the number of dropped events has changed. */
  changed(): void;
}

export interface PipelineDefinition<Tool> {
  /** The adapter's name. */
  readonly name: string;
  /** The checks of its own options, besides those of every adapter, by name. */
  readonly options?: OptionChecks | undefined;
  readonly open: (pipeline: Pipeline) => Sink<Tool>;
}

/** How often a tool is looked for, and a consent function asked, in milliseconds. */
const retryInterval = 500;

/** How many times a tool is looked for before the waiting events are dropped: for five minutes. */
const retryLimit = 600;

/** The last event before a tool's adapter was removed, by the adapter's name: its successor begins after it. */
const seen = new Map<string, IAdvizeEvent | undefined>();

/** The error for `use(gtm)`, which should be `use(gtm())`. */
export const notCalled = (name: string) => wrong('Adapter', `${name}(…)`, name);

/** Carries the selected events of the page to a sink: after consent, one at a time, when the page is idle. */
export function createPipeline<Tool>(
  { name, options: ownChecks, open }: PipelineDefinition<Tool>,
  options: AdapterOptions,
): Adapter {
  if (has(options, 'use')) throw notCalled(name);
  return (iadvize) => {
    const given = checkOptions(options, { ...commonChecks, ...ownChecks });
    const isSelected = createSelection(iadvize, given);
    const backlog = createBacklog(name, given.onDropped);
    const { status } = backlog;
    const events = backlog.queue<IAdvizeEvent>();
    const sink = open({ ...backlog, allowed: isAllowed, changed });
    let tries = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let removed = false;
    let ended = false;

    function refuse() {
      backlog.clear();
      sink.refused?.();
    }

    function isAllowed() {
      status.consent = consent.ask();
      if (status.consent === false) refuse();
      return status.consent === true;
    }

    function changed() {
      const reason = status.consent === true ? sink.missing?.() : 'consent';
      backlog.report(status.waiting ? reason : undefined);
      // What a sink still sends after the end obeys the consent, too.
      if (!ended || status.waiting) return;
      attempt(consent.stop);
      backlog.close();
    }

    function find() {
      try {
        return sink.find();
      } catch {
        // Not there, or not usable yet.
        return undefined;
      }
    }

    /** Hands the next event over; returns whether there may be another. */
    function step() {
      // A planned call may come after everything was handed over, because the page was left or the consent withdrawn.
      if (ended) {
        changed();
        return false;
      }
      const allowed = isAllowed();
      if (allowed) sink.allowed?.();
      const [event] = events;
      const tool = allowed && event ? find() : undefined;
      if (!event || tool === undefined) return wait(allowed);
      tries = 0;
      events.shift();
      if (given.oncePerConversation !== false && !isNews(name, event)) return true;
      attempt(() => {
        const handed = toAnalyticsEvent(event, given);
        // Counts as failed until `send` has returned.
        status.failed += 1;
        const isSent = sink.send(tool, handed, backlog.remember(handed)) !== false;
        status.failed -= 1;
        if (isSent) status.sent += 1;
      });
      return true;
    }

    function wait(allowed: boolean) {
      const givenUp = removed || tries === retryLimit;
      if (givenUp) tries = 0;
      backlog.drop(events, givenUp ? Infinity : undefined);
      if (!timer && (allowed ? events.length : status.waiting && typeof given.consent === 'function')) {
        if (allowed) tries += 1;
        timer = setTimeout(() => {
          timer = undefined;
          schedule(step);
        }, retryInterval);
      }
      changed();
      if (removed) end();
      return false;
    }

    function end() {
      ended = true;
      stopLeaving();
      clearTimeout(timer);
      attempt(() => sink.end?.());
      changed();
    }

    function receive(event: IAdvizeEvent) {
      if (!isSelected(event)) return;
      events.push(event);
      if (consent.last === false) refuse();
      schedule(step);
    }

    const consent = observeConsent(given.consent ?? true, (answer) => {
      if (answer === false) refuse();
      schedule(step);
    });
    status.consent = consent.last;
    const stopLeaving = onLeave(() => {
      while (step());
      sink.leave?.();
    });
    const fired = iadvize.events;
    const lastSeen = fired.indexOf(seen.get(name) as IAdvizeEvent);
    fired.forEach((event, index) => {
      if (index > lastSeen) receive(event);
      // Not sent again, but the selection follows the conversation from its start.
      else isSelected(event);
    });
    const stop = iadvize.on('*', receive);
    if (sink.allowed) schedule(step);

    return () => {
      stop();
      removed = true;
      seen.set(name, iadvize.events[iadvize.events.length - 1]);
      schedule(step);
    };
  };
}
