import type { IAdvizeEvent } from '../core/event';
import type { IAdvizeCallbacks, Stop } from '../core/types';
import { initialState, reduce } from '../state/reduce';
import { createAdaptersView } from './adapters-view';
import { copy, save } from './copy-and-save';
import { button, create, ofDocument, toggle, write } from './element';
import { fromEvent, fromFailure, fromPage } from './entries';
import type { Entry, Failure } from './entries';
import { moveHandle, placeBox, sizeHandle } from './frame';
import { createOverwritesView } from './overwrites-view';
import { followPages } from './pages';
import { createPrivacy } from './private';
import { recall, remember } from './standing';
import { createStateView } from './state-view';
import type { Sections } from './state-view';
import { style } from './style';
import { createTabs } from './tabs';
import { createTimeline } from './timeline';
import type { View } from './view';

export interface PanelOptions {
  readonly iadvize: IAdvizeCallbacks;
  readonly sections: Sections;
  /** What failed before the panel was there. */
  readonly failures: readonly Failure[];
  readonly close: Stop;
}

/** How often adapters and sections, which tell nobody of their changes, are looked at, in milliseconds. */
const lookInterval = 500;

/** How often, at most, screen readers are told what came, in milliseconds. */
const summaryInterval = 5000;

const late = 'This library came after the iAdvize tag: what fired before is lost. Put the snippet first in the head.';

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
export function fillPanel(shadow: ShadowRoot, { iadvize, sections, failures, close }: PanelOptions) {
  addStyle(shadow);
  const privacy = createPrivacy();
  const standing = recall();
  const waiting: Entry[] = [];
  let chat = initialState;
  let paused = false;
  let filter = '';
  /** The entries since the last summary for screen readers. */
  let news = { events: 0, errors: 0 };

  // An older copy of the library has no such property.
  const nothing = iadvize.installedLate === false ? 'Nothing has fired yet on this page.' : 'Nothing was heard yet.';
  const events = createTimeline('Events', nothing);
  const errors = createTimeline('Errors', 'No error since the inspector was loaded.');
  const adapters = createAdaptersView(privacy);
  const overwrites = createOverwritesView(iadvize);
  const state = createStateView(iadvize, () => chat, sections, privacy.hide);
  const views = [events, adapters, overwrites, errors, state] as const;

  const status = create('span', { role: 'status' });
  const tabs = createTabs<View>(views, (view) => {
    view.refresh(filter);
    standing.tab = view.title;
    remember(standing);
  });

  function refresh(view = tabs.selected): void {
    // The others are counted only.
    for (const other of [adapters, overwrites]) if (other !== view) other.refresh(filter);
    view.refresh(filter);
    count();
  }

  function count(): void {
    tabs.refresh();
    const failed = errors.count?.();
    write(pill, `iAdvize · ${plural(events.count?.() ?? 0, 'event')}${failed ? ` · ${plural(failed, 'error')}` : ''}`);
  }

  function add(entry: Entry): void {
    events.add(entry);
    if (entry.kind === 'error') errors.add(entry);
  }

  function receive(entry: Entry): void {
    if (paused) {
      waiting.push(entry);
      write(status, `Paused, ${waiting.length} waiting`);
      return;
    }
    if (entry.kind !== 'page') news[entry.kind === 'error' ? 'errors' : 'events'] += 1;
    add(entry);
  }

  const fail = (failure: Failure) => receive(fromFailure(failure, privacy.hide));

  function hear(event: IAdvizeEvent): void {
    pages.of(event);
    privacy.add(event);
    chat = reduce(chat, event);
    receive(fromEvent(event, privacy));
  }

  const all = () => ({
    exportedAt: new Date().toISOString(),
    page: location.origin + location.pathname,
    installedLate: iadvize.installedLate ?? null,
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
  const reveal = toggle('Reveal text', (pressed) => {
    privacy.revealed = pressed;
    // Other lines may match now.
    if (filter) views.forEach((view) => view.refresh(''));
    views.forEach((view) => view.refresh(filter));
  });
  const copyButton = button('Copy', () => {
    const { selected } = tabs;
    void copy(JSON.stringify(selected.data(), undefined, 2), shadow).then((copied) =>
      write(status, copied ? `${selected.title} copied` : 'The browser refused to copy'),
    );
  });
  copyButton.title = 'Copy what this tab shows, as JSON';
  const exportButton = button('Export', () => {
    views.forEach((view) => view.refresh(filter));
    save(JSON.stringify(all(), undefined, 2), 'iadvize-inspector.json');
    write(status, 'Exported');
  });
  exportButton.title = 'Save all tabs as a JSON file';
  const move = moveHandle();
  const grip = sizeHandle();
  const minimise = button('Minimise', () => {
    stand(true);
    pill.focus();
  });
  const pill = button('', () => {
    stand(false);
    tabs.selected.shown?.();
    tabs.focus();
  });
  pill.className = 'pill';
  const header = create(
    'header',
    {},
    move,
    create('h2', {}, 'iAdvize inspector'),
    status,
    minimise,
    button('Close', close),
  );
  const notice = create('p', { className: 'notice', hidden: !iadvize.installedLate }, late);
  const panel = create(
    'section',
    { className: 'panel', role: 'region', ariaLabel: 'iAdvize inspector', lang: 'en' },
    header,
    notice,
    tabs.bar,
    create('div', { className: 'tools' }, search, pause, reveal, copyButton, exportButton),
    ...tabs.panels,
    grip,
  );
  const root = create('div', { className: 'root' }, panel, pill);

  function stand(minimised: boolean): void {
    standing.minimised = minimised;
    panel.hidden = minimised;
    pill.hidden = !minimised;
    remember(standing);
  }

  for (const type of ['keydown', 'keyup', 'keypress'] as const) {
    // The page's keyboard shortcuts must not react to what is typed here.
    root.addEventListener(type, (event) => event.stopPropagation());
  }
  root.addEventListener('keydown', ({ key }) => {
    // Browsers clear a search field with Escape.
    if (key === 'Escape' && !(shadow.activeElement === search && search.value)) close();
  });
  shadow.append(root);

  const pages = followPages((how, url, timestamp) => receive(fromPage(how, url, timestamp, privacy.hide)));
  for (const type of ['error', 'unhandledrejection'] as const) addEventListener(type, fail);
  const stopHearing = iadvize.on('*', hear, { replay: true });
  failures.forEach(fail);
  pages.look();
  news = { events: 0, errors: 0 };

  const looking = setInterval(() => {
    pages.look();
    if (!paused && ofDocument('visibilityState') === 'visible') refresh();
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

  stand(standing.minimised ?? false);
  const leave = placeBox({ box: panel, header, move, grip, pill }, standing, () => remember(standing));
  tabs.select(views.find(({ title }) => title === standing.tab) ?? events);
  refresh();

  return {
    focus: () => (standing.minimised ? pill.focus() : tabs.focus()),
    stop: () => {
      stopHearing();
      pages.stop();
      leave();
      for (const type of ['error', 'unhandledrejection'] as const) removeEventListener(type, fail);
      clearInterval(looking);
      clearInterval(summing);
    },
  };
}
