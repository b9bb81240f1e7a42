import type { IAdvizeCallbacks } from '../core/types';
import type { IAdvizeState } from '../state';
import { handoffKey } from '../virtual-agent/handoff';
import type { Handoff, HandoffState } from '../virtual-agent/handoff';
import { clock, create, write } from './element';
import { toJson, toPlain } from './json';
import type { Hide } from './private';
import type { View } from './view';

/** What the site has shown as well: by its title, read again at each refresh. */
export type Sections = Readonly<Record<string, () => unknown>>;

const handoffStates: Readonly<Record<HandoffState, string>> = {
  idle: 'nothing is handed over',
  pending: 'the tag has no object yet to carry the id',
  set: 'the tag will read the id when a chat begins',
  transmitted: 'a chat began while the id was set',
  missed: 'a chat was already running; the id waits for the next one',
  unavailable: 'nobody was free when the page asked',
};

function readSection(section: () => unknown): unknown {
  try {
    return section();
  } catch (error) {
    return error;
  }
}

/** The chat's state, the Virtual Agent handoff's, and the site's own sections. */
export function createStateView(
  iadvize: IAdvizeCallbacks,
  chat: () => IAdvizeState,
  sections: Sections,
  hide: Hide,
): View {
  const values = new Map<string, HTMLElement>();
  const state = create('dl');
  const handoff = create('p');
  const panels = Object.entries(sections).map(([title, section]) => {
    const content = create('pre', { tabIndex: 0, ariaLabel: title });
    return { title, section, content, group: create('section', {}, create('h3', {}, title), content) };
  });
  const content = create(
    'div',
    { className: 'list' },
    create('section', {}, create('h3', {}, 'Chat'), state),
    create('section', {}, create('h3', {}, 'Virtual Agent handoff'), handoff),
    ...panels.map(({ group }) => group),
  );

  // Of whatever copy of the library.
  const handoffState = () => (Reflect.get(iadvize, handoffKey) as Handoff | undefined)?.state;

  function valueOf(name: string): HTMLElement {
    let value = values.get(name);
    if (!value) {
      values.set(name, (value = create('dd')));
      state.append(create('dt', {}, name), value);
    }
    return value;
  }

  return {
    title: 'State',
    content,

    refresh() {
      for (const [name, value] of Object.entries(chat()) as [string, string | number | boolean | null | undefined][]) {
        const text =
          name === 'lastMessageAt' && typeof value === 'number' ? clock(value) : hide(name, String(value ?? '–'));
        write(valueOf(name), text);
      }
      const now = handoffState();
      write(handoff, now ? `${now}: ${handoffStates[now]}` : 'This page has made no handoff.');
      for (const { section, content } of panels) write(content, toJson(readSection(section), hide));
    },

    data: () => ({
      chat: toPlain(chat(), hide),
      handoff: handoffState() ?? null,
      sections: Object.fromEntries(panels.map(({ title, section }) => [title, toPlain(readSection(section), hide)])),
    }),
  };
}
