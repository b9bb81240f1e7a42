// @ts-check
import { callOf, requestOf } from './code.js';
import { createCollector } from './collector.js';
import { iadvize } from '../library.js';
import { create } from '../shared/element.js';
import { createConsoleRecorder, createDomListener, createStandIn } from './stand-in.js';
import { createToolCard } from './tool-card.js';

/** @typedef {import('../library.js').IAdvizeEvent} IAdvizeEvent */
/** @typedef {import('../library.js').Stop} Stop */
/** @typedef {import('./stand-in.js').Mode} Mode */
/** @typedef {import('./stand-in.js').StandIn} StandIn */

/** From when on it is worth saying that an event was sent later than it happened, in milliseconds. */
const noticeable = 1000;

/**
 * One analytics tool: the library's adapter for it, the stand-in that takes down what reaches it, and its card.
 *
 * @param {import('./tools.js').Tool} tool
 * @param {import('./consent.js').Consent} consent
 * @param {() => void} changed
 */
export function createTool(tool, consent, changed) {
  /** What has fired and has neither reached the tool nor been dropped, oldest first. */
  /** @type {IAdvizeEvent[]} */
  const waiting = [];
  /** @type {Set<IAdvizeEvent>} */
  const sent = new Set();
  /** @type {Set<IAdvizeEvent>} */
  const dropped = new Set();
  let failures = 0;
  /** @type {Mode} */
  let mode = 'works';
  /** @type {Stop | undefined} */
  let stop;
  /** @type {IAdvizeEvent | undefined} */
  let lastSeen;
  /** @type {IAdvizeEvent | undefined} */
  let lastShown;

  const card = createToolCard(tool, use, (next) => {
    mode = next;
    standIn.set(next);
    changed();
  });

  /** @param {IAdvizeEvent} event */
  function reached(event) {
    const place = waiting.indexOf(event);
    if (place >= 0) waiting.splice(place, 1);
    sent.add(event);
    changed();
  }

  /** @param {import('./stand-in.js').Call} call */
  function record({ name, args, event }) {
    const code = callOf(name, args);
    if (mode === 'throws') failures += 1;
    if (event && event === lastShown) card.more(code);
    else {
      const late = event ? Date.now() - event.timestamp : 0;
      card
        .row(event?.timestamp ?? Date.now(), [
          ...(late >= noticeable ? [create('span', 'pill', `waited ${Math.round(late / 1000)} s`)] : []),
          ...(mode === 'throws' ? [create('span', 'pill bad', 'threw')] : []),
        ])
        .append(code);
    }
    lastShown = event;
    changed();
  }

  /** @param {import('../server/backend.mjs').Batch} batch */
  function recordBatch({ at, type, status, body }) {
    /** @type {{ events: { type: string, timestamp: number }[] }} */
    const content = JSON.parse(body);
    const { events } = content;
    const refused = status >= 400;
    card
      .row(at, [
        create('span', refused ? 'pill bad' : 'pill good', String(status)),
        create('span', 'call-meta', `${type}, ${events.length} ${events.length === 1 ? 'event' : 'events'}`),
      ])
      .append(requestOf('POST /collect', content));
    if (refused) failures += 1;
    else {
      for (const { type, timestamp } of events) {
        const event = waiting.find((one) => one.type === type && one.timestamp === timestamp);
        if (event) reached(event);
      }
    }
    changed();
  }

  function createInterface() {
    if (tool.adapter === 'domEvent') return createDomListener(record);
    if (tool.adapter === 'consoleLog') return createConsoleRecorder(record);
    return createStandIn(tool, record);
  }

  const endpoint = tool.adapter === 'beacon' && createCollector(recordBatch, (event) => waiting.includes(event));
  const standIn = endpoint || createInterface();
  card.offer(standIn.modes);

  function start() {
    const options = {
      ...tool.options,
      consent: consent.source,
      events: /** @type {const} */ ('all'),
      // The simulated tag counts its conversations from the same number on every page.
      oncePerConversation: false,
      /** Asked right before the tool is called. @param {IAdvizeEvent} event */
      parameters(event) {
        standIn.about(event);
        if (!endpoint) reached(event);
        return undefined;
      },
      /** @param {number} count */
      onDropped(count) {
        for (const event of waiting.splice(0, count)) dropped.add(event);
        changed();
      },
    };
    // As the adapter does: what fired before, but for what one before it was there for.
    const fired = iadvize.events;
    waiting.push(...fired.slice(lastSeen ? fired.indexOf(lastSeen) + 1 : 0));
    const unlisten = iadvize.on('*', (event) => {
      waiting.push(event);
      changed();
    });
    // A page's address is its own: what it could not send is of no use to the next one.
    const remove = iadvize.use(
      endpoint
        ? iadvize.adapters.beacon(endpoint.address, { ...options, persist: false })
        : Reflect.get(iadvize.adapters, tool.adapter)(options),
    );
    stop = () => {
      unlisten();
      remove();
      lastSeen = iadvize.events.at(-1);
    };
  }

  /** @param {boolean} used */
  function use(used) {
    stop?.();
    stop = undefined;
    if (used) start();
    changed();
  }

  use(true);
  return {
    waiting,
    sent,
    dropped,
    card,

    render() {
      card.state({
        waiting: waiting.length,
        sent: sent.size,
        dropped: dropped.size,
        failures,
        mode,
        unread: standIn.unread(),
      });
    },

    clear() {
      sent.clear();
      dropped.clear();
      failures = 0;
      lastShown = undefined;
      card.clear();
    },
  };
}
