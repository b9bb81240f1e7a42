import type { AnalyticsEvent } from '../adapters/pipeline/analytics-event';
import { statusesKey } from '../adapters/pipeline/status';
import type { AdapterStatus } from '../adapters/pipeline/status';
import { clock, create, write } from './element';
import { toJson, toLine, toPlain } from './json';
import type { Item } from './line';
import { createList } from './list';
import type { Privacy } from './private';
import type { View } from './view';

const numbers = ['waiting', 'sent', 'dropped', 'failed'] as const;

/** Each adapter's queue, consent and counts, and on opening, the events that its tool was sent. */
export function createAdaptersView({ hide }: Privacy): View {
  const rows = new Map<AdapterStatus, { readonly item: HTMLElement; readonly refresh: () => void }>();
  const nothing = create('p', { className: 'empty' }, 'No adapter is in use. Start one with iadvize.use(…).');
  const list = create('ul', { ariaLabel: 'Adapters' });
  const content = create('div', { className: 'list' }, nothing, list);

  const sent = ({ name, category, action, label, parameters, timestamp }: AnalyticsEvent) => ({
    name,
    category,
    action,
    label,
    parameters,
    timestamp,
  });

  const isInUse = (status: AdapterStatus) => window[statusesKey]?.has(status) ?? false;

  function consentOf(status: AdapterStatus): string {
    if (!isInUse(status)) return 'removed';
    return status.consent === true
      ? 'consent allowed'
      : status.consent === false
        ? 'consent refused'
        : 'consent not answered';
  }

  /** A status of an earlier version has none. */
  function reasonOf({ reason, since }: Partial<AdapterStatus>): string {
    if (!reason) return '';
    return `waits for ${reason}${since ? `, since ${clock(since)}` : ''}`;
  }

  function addRow(status: AdapterStatus): void {
    const consent = create('span', { className: 'consent' });
    const reason = create('span', { className: 'reason' });
    const cells = numbers.map((name) => {
      const value = create('b');
      return { name, value, cell: create('span', { className: `number ${name}` }, value, ` ${name}`) };
    });
    const summary = create(
      'summary',
      {},
      create('strong', {}, status.name),
      consent,
      reason,
      ...cells.map(({ cell }) => cell),
    );
    const events = createList<Item & { readonly event: AnalyticsEvent }>(
      `Events sent to ${status.name}`,
      'Nothing was sent yet.',
      { preview: ({ event }) => toLine(event.parameters, hide), content: ({ event }) => toJson(sent(event), hide) },
    );
    const item = create('li', { className: 'adapter' }, create('details', {}, summary, events.element));
    let last: AnalyticsEvent | undefined;

    const refresh = () => {
      write(consent, consentOf(status));
      write(reason, reasonOf(status));
      consent.dataset['consent'] = String(isInUse(status) && status.consent);
      for (const { name, value, cell } of cells) {
        write(value, String(status[name]));
        cell.classList.toggle('some', status[name] > 0);
      }
      for (const event of status.last.slice(last ? status.last.indexOf(last) + 1 : 0)) {
        last = event;
        events.add({ timestamp: event.timestamp, title: event.name, event });
      }
      events.refresh();
    };
    rows.set(status, { item, refresh });
    list.append(item);
  }

  return {
    title: 'Adapters',
    content,
    count: () => rows.size,

    refresh(filter) {
      for (const status of window[statusesKey] ?? []) if (!rows.has(status)) addRow(status);
      for (const [status, { item, refresh }] of rows) {
        item.hidden = !status.name.toLowerCase().includes(filter);
        refresh();
      }
      nothing.hidden = rows.size > 0;
    },

    data: () =>
      [...rows.keys()].map((status) => ({
        name: status.name,
        inUse: isInUse(status),
        consent: status.consent ?? null,
        reason: status.reason ?? null,
        since: status.since ?? null,
        ...Object.fromEntries(numbers.map((name) => [name, status[name]])),
        last: status.last.map((event) => toPlain(sent(event), hide)),
      })),
  };
}
