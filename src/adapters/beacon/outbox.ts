import { longestTimer } from '../../shared/delay';
import type { AnalyticsEvent } from '../pipeline/analytics-event';
import { isHidden } from '../pipeline/schedule';
import type { Pipeline, Sink } from '../pipeline/pipeline';
import type { BeaconEvent } from './beacon';
import { createKept } from './kept';
import { batchLength, entrust, post } from './post';

/** The longest pause between two attempts, in milliseconds; the first is about one second, each next one twice as long. */
const pauseLimit = 60_000;

/** How often a page looks whether the browser is online again, in milliseconds. */
const offlineInterval = 1000;

/**
 * How soon a new event is in storage, and how often a page that keeps something gives a sign of life, in milliseconds.
 */
const keepInterval = 500;

/** How often a page looks for what ended pages have kept, in milliseconds. */
const lookInterval = 10_000;

/** Whether another attempt may succeed; status 0 means that there was no answer. */
const isPassing = (status: number) => !status || status >= 500 || status === 408 || status === 429;

/** Sends the events that it takes to the endpoint, in batches, each until it is answered. */
export function createOutbox(pipeline: Pipeline, address: string, interval = 1000, persist = true): Sink<string> {
  const { status } = pipeline;
  /** Each event as JSON, oldest first: what the current request carries, and what comes after it. */
  const sending = pipeline.queue<string>();
  const waiting = pipeline.queue<string>();
  const pageName = Math.random().toString(36).slice(2);
  const kept = persist ? createKept(address, pageName) : undefined;
  let request: AbortController | undefined;
  let count = 0;
  let failures = 0;
  let leaving = false;
  let ended = false;
  let sendTimer: ReturnType<typeof setTimeout> | undefined;
  let keepTimer: ReturnType<typeof setTimeout> | undefined;
  let lookTimer: ReturnType<typeof setInterval> | undefined;

  /** Takes back what this page kept when it was left, after it came back; with `others`, also what ended pages have kept. */
  function gather(others?: boolean) {
    const lines = kept?.takeOver(others) ?? [];
    waiting.unshift(...lines);
    pipeline.drop(waiting);
    // No other page has them in storage any more.
    if (lines.length) keep();
  }

  function keep(left?: 'sending') {
    kept?.keep([...sending, ...waiting], left);
    keepLater();
  }

  /**
   * Keeps soon, and again while there is something to keep. While there is nothing, storage is left alone: it may have
   * what was kept when the page was left.
   */
  function keepLater() {
    if (!kept || !(sending.length || waiting.length)) return;
    keepTimer ??= setTimeout(() => {
      keepTimer = undefined;
      if (!sending.length && !waiting.length) return;
      gather();
      keep();
    }, keepInterval);
  }

  function sendLater(pause: number) {
    if (!request) sendTimer ??= setTimeout(() => void send(), Math.min(pause, longestTimer));
  }

  function look() {
    gather(true);
    if (waiting.length) sendLater(0);
  }

  /** Puts the events of the current request back in front of the waiting ones. */
  function takeBack() {
    request = undefined;
    waiting.unshift(...sending.splice(0));
  }

  async function send() {
    clearTimeout(sendTimer);
    sendTimer = undefined;
    if (request || !pipeline.allowed()) return;
    gather();
    if (!waiting.length) return;
    if (!navigator.onLine) {
      sendLater(offlineInterval);
      return pipeline.changed();
    }
    const current = (request = new AbortController());
    sending.push(...waiting.splice(0, batchLength(waiting)));
    keepLater();
    const answer = await post(address, sending, current);
    // Cancelled meanwhile.
    if (request === current) settle(answer);
  }

  function settle({ status: code, retryAfter }: { readonly status: number; readonly retryAfter: number }) {
    if (isPassing(code)) {
      const pause = Math.min(1000 * 2 ** failures, pauseLimit);
      failures += 1;
      takeBack();
      // At random, so that a site's pages do not send again at the same moment.
      sendLater(Math.max(pause * (0.75 + Math.random() / 2), retryAfter));
    } else {
      failures = 0;
      request = undefined;
      if (code < 400) status.sent += sending.splice(0).length;
      else pipeline.drop(sending, Infinity);
      if (waiting.length) sendLater(0);
    }
    if (ended) end();
    else keep();
    pipeline.changed();
  }

  /** Hands the waiting events to the browser. */
  function handOver() {
    for (let length; (length = batchLength(waiting)); status.sent += waiting.splice(0, length).length) {
      if (!entrust(address, waiting.slice(0, length))) break;
    }
  }

  function leave() {
    leaving = false;
    if (!pipeline.allowed()) return;
    gather();
    const reachable = !failures && navigator.onLine;
    if (reachable) handOver();
    else if (request) {
      request.abort();
      takeBack();
    }
    // A request under way outlives the page, but nobody would send it again if it failed: its events stay in storage,
    // too.
    if (request) keep('sending');
    else if (kept) waiting.splice(kept.keep(waiting, 'ended').length);
    if (!reachable) handOver();
    // The page may come back.
    if (!ended) sendLater(interval);
  }

  /** Sends what is left; what cannot be sent is left to other pages. Where nothing is kept for them, the browser gets it. */
  function end() {
    if (!failures && !isHidden()) void send();
    if (request && kept && !isHidden()) return keep();
    leave();
    if (request) return;
    pipeline.drop(waiting, Infinity);
    clearTimeout(sendTimer);
    clearTimeout(keepTimer);
  }

  function take({ name, type, timestamp, page, parameters }: AnalyticsEvent): false {
    const event: BeaconEvent = { id: `${pageName}-${count}`, name, type, timestamp, page, parameters };
    count += 1;
    waiting.push(JSON.stringify(event));
    pipeline.drop(waiting);
    keepLater();
    if (!isHidden()) sendLater(interval);
    else if (!leaving) {
      leaving = true;
      queueMicrotask(leave);
    }
    return false;
  }

  return {
    find: () => address,
    send: (_, event) => take(event),
    missing: () => (navigator.onLine ? (failures ? 'the endpoint' : undefined) : 'the network'),

    allowed() {
      if (!lookTimer && kept) {
        lookTimer = setInterval(look, lookInterval);
        look();
      }
      if (waiting.length) sendLater(interval);
    },

    leave,

    refused() {
      request?.abort();
      request = undefined;
      failures = 0;
      clearInterval(lookTimer);
      lookTimer = undefined;
      kept?.forget();
    },

    end() {
      ended = true;
      clearInterval(lookTimer);
      end();
    },
  };
}
