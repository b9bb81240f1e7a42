import { installCallbacks } from '../core/install';
import type { Stop } from '../core/types';
import { createState } from '../state';
import { fromError, fromEvent, write } from './entries';
import type { Entry } from './entries';
import { style } from './style';

export interface InspectorOptions {
  /**
   * What else to show below the timeline, by its title: each is read again after every event, and shown as JSON. An
   * adapter's queue, the consent, or the state of a handoff, for instance. Default: none.
   */
  readonly sections?: Readonly<Record<string, () => unknown>> | undefined;
}

const elementName = 'iadvize-inspector';
/** How many lines are kept; older ones make room. */
const limit = 1000;

function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function button(label: string, onclick: () => void): HTMLButtonElement {
  return create('button', { type: 'button', textContent: label, onclick });
}

/** A button that stays pressed, and tells whether it is. */
function toggle(label: string, onchange: (pressed: boolean) => void): HTMLButtonElement {
  const element = button(label, () => {
    const pressed = element.ariaPressed !== 'true';
    element.ariaPressed = String(pressed);
    onchange(pressed);
  });
  element.ariaPressed = 'false';
  return element;
}

/** Fills the panel. @returns what ends it. */
function fill(shadow: ShadowRoot, sections: NonNullable<InspectorOptions['sections']>, close: Stop): Stop {
  // A constructed sheet passes a strict policy; browsers before 2023 have none.
  if ('adoptedStyleSheets' in shadow) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [sheet];
  } else (shadow as ShadowRoot).append(create('style', { textContent: style }));

  const lines: { readonly entry: Entry; readonly line: HTMLLIElement; readonly show: () => void }[] = [];
  const waiting: Entry[] = [];
  let paused = false;
  let revealed = false;

  const count = create('span');
  const list = create('ol', { role: 'log', ariaLabel: 'Events', tabIndex: 0 });
  const filter = create('input', { type: 'search', placeholder: 'Filter', ariaLabel: 'Filter events' });
  const panels = Object.entries(sections).map(([title, read]) => {
    const content = create('pre');
    const details = create('details', {}, create('summary', {}, create('b', {}, title)), content);
    const show = () => {
      let value: unknown;
      try {
        value = read();
      } catch (error) {
        value = String(error);
      }
      content.textContent = write(value, revealed, 2);
    };
    return { details, show };
  });

  const matches = ({ type }: Entry) => type.toLowerCase().includes(filter.value.trim().toLowerCase());
  const shown = () => lines.filter(({ entry }) => matches(entry)).map(({ entry }) => entry);

  function refresh(): void {
    for (const { entry, line, show } of lines) {
      line.hidden = !matches(entry);
      show();
    }
    panels.forEach(({ show }) => show());
    count.textContent = ` ${lines.length}${waiting.length ? `, ${waiting.length} waiting` : ''}`;
  }

  function add(entry: Entry): void {
    const at = new Date(entry.timestamp);
    const preview = create('i');
    const content = create('pre');
    const line = create(
      'li',
      { className: entry.error ? 'error' : '', hidden: !matches(entry) },
      create(
        'details',
        {},
        create(
          'summary',
          {},
          create('time', { dateTime: at.toISOString() }, at.toLocaleTimeString()),
          create('b', {}, entry.type),
          preview,
        ),
        content,
      ),
    );
    const show = () => {
      preview.textContent = entry.detail === null ? '' : write(entry.detail, revealed);
      content.textContent = write(entry.detail, revealed, 2);
    };
    show();
    list.append(line);
    lines.push({ entry, line, show });
    if (lines.length > limit) lines.shift()?.line.remove();
  }

  function receive(entry: Entry): void {
    // Follows what comes, unless the reader has scrolled away from the end.
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    if (paused) waiting.push(entry);
    else add(entry);
    if (atEnd) list.scrollTop = list.scrollHeight;
    panels.forEach(({ show }) => show());
    count.textContent = ` ${lines.length}${waiting.length ? `, ${waiting.length} waiting` : ''}`;
  }

  filter.oninput = refresh;
  const copy = button('Copy', () => {
    const done = (label: string) => {
      copy.textContent = label;
      setTimeout(() => (copy.textContent = 'Copy'), 1500);
    };
    navigator.clipboard.writeText(write(shown(), revealed, 2)).then(
      () => done('Copied'),
      () => done('Refused'),
    );
  });
  const save = button('Export', () => {
    const href = URL.createObjectURL(new Blob([write(shown(), revealed, 2)], { type: 'application/json' }));
    create('a', { href, download: 'iadvize-events.json' }).click();
    URL.revokeObjectURL(href);
  });

  shadow.append(
    create(
      'section',
      {
        role: 'region',
        ariaLabel: 'iAdvize inspector',
        onkeydown: ({ key }) => {
          if (key === 'Escape') close();
        },
      },
      create(
        'header',
        {},
        create('h2', {}, 'iAdvize events', count),
        button('Close', close),
        toggle('Pause', (pressed) => {
          paused = pressed;
          if (!paused) waiting.splice(0).forEach(add);
          refresh();
        }),
        toggle('Reveal text', (pressed) => {
          revealed = pressed;
          refresh();
        }),
        copy,
        save,
        filter,
      ),
      list,
      create('footer', { hidden: !panels.length }, ...panels.map(({ details }) => details)),
    ),
  );

  const failed = (event: ErrorEvent) => receive(fromError(event));
  window.addEventListener('error', failed);
  const iadvize = installCallbacks();
  iadvize.events.forEach((event) => add(fromEvent(event)));
  const stop = iadvize.on('*', (event) => receive(fromEvent(event)));
  refresh();
  list.scrollTop = list.scrollHeight;
  return () => {
    stop();
    window.removeEventListener('error', failed);
  };
}

let closeOpen: Stop | undefined;

/**
 * Opens the inspector over the page: what fired already and what fires from now on, the text of messages masked until it
 * is revealed, the page's errors from now on, and the state. Open already, it stays. Escape or its button closes it.
 * Does nothing on a server.
 * @returns a function that closes it.
 */
export function openInspector({ sections = {} }: InspectorOptions = {}): Stop {
  if (typeof document === 'undefined') return () => {};
  if (closeOpen) return closeOpen;
  if (!customElements.get(elementName)) customElements.define(elementName, class extends HTMLElement {});
  const element = document.createElement(elementName);
  const state = createState();
  const focused = document.activeElement;
  const close = () => {
    if (closeOpen !== close) return;
    closeOpen = undefined;
    stop();
    state.stop();
    element.remove();
    if (focused instanceof HTMLElement) focused.focus();
  };
  const shadow = element.attachShadow({ mode: 'open' });
  closeOpen = close;
  document.documentElement.append(element);
  const stop = fill(shadow, { State: state.getSnapshot, ...sections }, close);
  return close;
}
