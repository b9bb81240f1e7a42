import { installCallbacks } from '../core/install';
import type { IAdvizeEvent } from '../core/event';
import type { Stop } from '../core/types';
import { createState } from '../state';
import { createAdaptersView } from './adapters-view';
import { copy, save } from './carry';
import { button, create, toggle, write } from './element';
import { fromEvent, fromFailure } from './entries';
import type { Entry, Failure } from './entries';
import { createOverwritesView } from './overwrites-view';
import { hide, reveal, secretsOf } from './private';
import type { Hide } from './private';
import { createStateView } from './state-view';
import type { Sections } from './state-view';
import { style } from './style';
import { createTabs } from './tabs';
import { createTimeline } from './timeline';
import type { Settings, View } from './view';

export interface PanelOptions {
  readonly sections: Sections;
  /** What failed before the panel was there. */
  readonly failures: readonly Failure[];
  readonly close: Stop;
}

/** How often adapters and sections, which tell nobody of their changes, are looked at, in milliseconds. */
const lookInterval = 500;

/** How often what came is summed up for screen readers at most, in milliseconds. */
const summaryInterval = 5000;

const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function addStyle(shadow: ShadowRoot): void {
  // A constructed sheet passes a strict policy; browsers before 2023 have none.
  if ('adoptedStyleSheets' in shadow) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [sheet];
  } else (shadow as ShadowRoot).append(create('style', { textContent: style }));
}

/**
 * Fills the panel, and has it follow the page.
 * @returns what gives it the focus, and what ends it.
 */
export function fillPanel(shadow: ShadowRoot, { sections, failures, close }: PanelOptions) {
  addStyle(shadow);
  const iadvize = installCallbacks();
  const store = createState();
  const settings: Settings = { revealed: false };
  /** What is private in the events so far, as far as it is remembered. */
  const secrets = new Set<string>();
  const known: Hide = (key, text) => (settings.revealed ? reveal : hide(secrets))(key, text);
  const waiting: Entry[] = [];
  let paused = false;
  let filter = '';
  /** What came since it was last summed up. */
  let news = { events: 0, errors: 0 };

  const events = createTimeline('Events', 'Nothing has fired yet on this page.', settings);
  const errors = createTimeline('Errors', 'No error since the inspector was loaded.', settings);
  const adapters = createAdaptersView(settings);
  const overwrites = createOverwritesView(iadvize);
  const state = createStateView(iadvize, store, sections, known);
  const views = [events, adapters, overwrites, errors, state] as const;

  const status = create('span', { role: 'status' });
  const tabs = createTabs<View>(views, (view) => view.refresh(filter));

  function refresh(view = tabs.selected): void {
    // The others are counted only.
    for (const other of [adapters, overwrites]) if (other !== view) other.refresh(filter);
    view.refresh(filter);
    tabs.refresh();
  }

  function add(entry: Entry): void {
    events.add(entry);
    if (entry.error) errors.add(entry);
  }

  function receive(entry: Entry): void {
    if (paused) {
      waiting.push(entry);
      write(status, `Paused, ${waiting.length} waiting`);
      return;
    }
    news[entry.error ? 'errors' : 'events'] += 1;
    add(entry);
    tabs.refresh();
  }

  function hear(event: IAdvizeEvent): void {
    for (const secret of secretsOf(event)) secrets.add(secret);
    receive(fromEvent(event));
  }

  const all = () => ({
    exportedAt: new Date().toISOString(),
    page: location.origin + location.pathname,
    events: events.data(),
    errors: errors.data(),
    adapters: adapters.data(),
    overwrites: overwrites.data(),
    ...(state.data() as object),
  });

  const search = create('input', { type: 'search', placeholder: 'Filter', ariaLabel: 'Filter' });
  search.oninput = () => {
    filter = search.value.trim().toLowerCase();
    views.forEach((view) => view.refresh(filter));
  };

  const pause = toggle('Pause', (pressed) => {
    paused = pressed;
    waiting.splice(0).forEach(add);
    write(status, paused ? 'Paused' : '');
    refresh();
  });
  const show = toggle('Reveal text', (pressed) => {
    settings.revealed = pressed;
    views.forEach((view) => view.refresh(filter));
  });
  const carry = button('Copy', () => {
    const { selected } = tabs;
    void copy(JSON.stringify(selected.data(), undefined, 2), shadow).then((copied) =>
      write(status, copied ? `${selected.title} copied` : 'The browser refused to copy'),
    );
  });
  carry.title = 'Copy what this tab shows, as JSON';
  const keep = button('Export', () => {
    views.forEach((view) => view.refresh(filter));
    save(JSON.stringify(all(), undefined, 2), 'iadvize-inspector.json');
    write(status, 'Exported');
  });
  keep.title = 'Save all tabs as a JSON file';
  const end = button('Close', close);

  const panel = create(
    'section',
    { className: 'panel', role: 'region', ariaLabel: 'iAdvize inspector' },
    create('header', {}, create('h2', {}, 'iAdvize inspector'), status, end),
    tabs.bar,
    create('div', { className: 'tools' }, search, pause, show, carry, keep),
    ...tabs.panels,
  );
  panel.lang = 'en';
  for (const type of ['keydown', 'keyup', 'keypress'] as const) {
    // The page's shortcuts are not for what is typed here.
    panel.addEventListener(type, (event) => event.stopPropagation());
  }
  panel.addEventListener('keydown', ({ key }) => {
    // Browsers clear a search field with Escape.
    if (key === 'Escape' && !(shadow.activeElement === search && search.value)) close();
  });
  shadow.append(panel);

  const controller = new AbortController();
  const { signal } = controller;
  for (const type of ['error', 'unhandledrejection'] as const) {
    window.addEventListener(type, (failure) => receive(fromFailure(failure, known)), { signal });
  }
  iadvize.on('*', hear, { replay: true, signal });
  for (const failure of failures) receive(fromFailure(failure, known));
  news = { events: 0, errors: 0 };

  const looking = setInterval(() => {
    if (!paused && document.visibilityState === 'visible') refresh();
  }, lookInterval);
  const summing = setInterval(() => {
    const { events, errors } = news;
    news = { events: 0, errors: 0 };
    if (events || errors) {
      write(
        status,
        [events && plural(events, 'new event'), errors && plural(errors, 'error')].filter(Boolean).join(', '),
      );
    }
  }, summaryInterval);

  tabs.select(events);
  refresh();

  return {
    focus: () => tabs.focus(),
    stop: () => {
      controller.abort();
      clearInterval(looking);
      clearInterval(summing);
      store.stop();
    },
  };
}
