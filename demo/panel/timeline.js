// @ts-check
import { iadvize } from '../library.js';
import { byId, create } from '../shared/element.js';
import { timeOf } from '../shared/time.js';

/** @typedef {import('../library.js').IAdvizeEvent} IAdvizeEvent */

/** What an event is about, by its name: its colour. */
const families = /** @type {const} */ ([
  ['writing', /Writing$/],
  ['cobrowsing', /^cobrowsing/],
  ['satisfaction', /^satisfaction/],
  ['call', /^(call|video)/],
  ['offer', /^(offer|link)/],
  ['message', /^(message|alert)/],
  ['chat', /^(chat|invitation|visitorTransferred)/],
]);

/** @param {unknown} value */
const json = (value) => (value === undefined ? 'undefined' : JSON.stringify(value, (_, field) => field ?? null, 2));

/**
 * What an event carries, in one line: the text of a message, or each field that is there.
 *
 * @param {IAdvizeEvent} event
 * @returns {(Node | string)[]}
 */
function summaryOf({ detail }) {
  if (!detail) return [];
  if ('msg' in detail) return [create('b', '', `“${detail.msg}”`)];
  return Object.entries(detail)
    .filter(([, value]) => value !== undefined)
    .flatMap(([field, value], index) => [`${index ? ' · ' : ''}${field} `, create('b', '', String(value))]);
}

/** @param {IAdvizeEvent} event */
function itemOf(event) {
  const { type, detail, timestamp, replayed, callback, raw } = event;
  const name = create('span', 'event-type', type);
  if (replayed) name.append(create('span', 'replayed', 'replayed'));
  const summary = create('summary', '', name, create('time', 'event-time', timeOf(timestamp)));
  const line = summaryOf(event);
  if (line.length) summary.append(create('span', 'event-detail', ...line));

  const list = create('dl', '');
  /** @type {[string, string][]} */
  const parts = [
    ['callback', callback],
    ['detail', json(detail)],
    ['raw', json(raw)],
    ['timestamp', String(timestamp)],
    ['replayed', String(replayed)],
  ];
  for (const [term, text] of parts) list.append(create('dt', '', term), create('dd', '', create('pre', '', text)));

  const item = create('li', 'event', create('details', '', summary, list));
  item.dataset['type'] = type;
  item.dataset['family'] = families.find(([, names]) => names.test(type))?.[0] ?? 'page';
  return item;
}

/**
 * Shows each event as it arrives, newest first.
 */
export function createTimeline() {
  const list = byId('timeline');
  const counts = ['timeline-count', 'timeline-tab-count', 'views-count'].map((id) => byId(id));
  let count = 0;
  /** @type {import('../library.js').Stop} */
  let stop;

  function clear() {
    list.replaceChildren();
    setCount(0);
    byId('views-latest').textContent = '';
  }

  /** @param {number} next */
  function setCount(next) {
    count = next;
    for (const element of counts) element.textContent = String(next);
    byId('timeline-empty').hidden = next > 0;
  }

  /** @param {IAdvizeEvent} event */
  function show(event) {
    list.prepend(itemOf(event));
    setCount(count + 1);
    byId('views-latest').textContent = event.type;
  }

  /** As a part of the page that mounts now does: first what it missed, then what comes. */
  function subscribe() {
    stop = iadvize.on('*', show, { replay: true });
  }

  byId('timeline-clear').addEventListener('click', clear);
  byId('timeline-replay').addEventListener('click', () => {
    stop();
    clear();
    subscribe();
  });
  subscribe();

  return {
    /**
     * Says what was done to the page between two events.
     *
     * @param {string} text
     */
    mark(text) {
      list.prepend(create('li', 'mark', text));
      byId('timeline-empty').hidden = true;
    },
  };
}

/** @typedef {ReturnType<typeof createTimeline>} Timeline */
