// @ts-check
import { create } from '../shared/element.js';
import { timeOf } from '../shared/time.js';

/** @typedef {import('./stand-in.js').Mode} Mode */

/** How many calls are kept on a card. */
const limit = 60;

/** @type {Record<Mode, string>} */
const labels = { works: 'Works', missing: 'Not there yet', throws: 'Throws' };
/** @type {typeof labels} */
const answers = { ...labels, works: 'Answers 204', throws: 'Answers 503' };

/**
 * What the developer sees of one tool: what it was sent, newest first, and what may happen to it.
 *
 * @param {import('./tools.js').Tool} tool
 * @param {(used: boolean) => void} onUse
 * @param {(mode: Mode) => void} onMode
 */
export function createToolCard({ adapter, name, global }, onUse, onMode) {
  const id = `tool-${adapter}`;
  const count = create('span', 'count', '0');
  const note = create('span', 'tool-note');
  const open = create('button', 'tool-name', create('b', '', name), ' ', create('code', '', global));
  open.type = 'button';
  open.setAttribute('aria-expanded', 'false');
  open.setAttribute('aria-controls', id);

  const used = create('input', '');
  used.type = 'checkbox';
  used.checked = true;
  used.setAttribute('role', 'switch');
  used.setAttribute('aria-label', `Use ${name}`);
  used.addEventListener('change', () => onUse(used.checked));

  const latest = create('p', 'tool-latest');
  const modes = create('div', 'segments');
  modes.setAttribute('role', 'radiogroup');
  modes.setAttribute('aria-label', `How ${name} behaves`);
  const calls = create('ol', 'calls');
  calls.tabIndex = 0;
  calls.setAttribute('aria-label', `What ${name} was sent, newest first`);
  const body = create('div', 'tool-body', modes, calls);
  body.id = id;
  body.hidden = true;
  open.addEventListener('click', () => {
    body.hidden = !body.hidden;
    latest.hidden = !body.hidden;
    open.setAttribute('aria-expanded', String(!body.hidden));
  });

  const element = create(
    'li',
    'tool',
    create(
      'div',
      'tool-head',
      open,
      count,
      create('span', 'visually-hidden', ' events'),
      create('label', 'switch', used, create('span', '')),
    ),
    note,
    latest,
    body,
  );
  element.dataset['tool'] = adapter;

  return {
    element,

    /** @param {readonly Mode[]} offered */
    offer(offered) {
      modes.replaceChildren(
        ...offered.map((mode) => {
          const input = create('input', '');
          input.type = 'radio';
          input.name = `mode-${adapter}`;
          input.value = mode;
          input.checked = mode === 'works';
          input.addEventListener('change', () => onMode(mode));
          return create('label', '', input, create('span', '', (adapter === 'beacon' ? answers : labels)[mode]));
        }),
      );
    },

    isUsed: () => used.checked,

    /** @param {boolean} on */
    use(on) {
      if (used.checked === on) return;
      used.checked = on;
      onUse(on);
    },

    /**
     * A line for what came; its code goes onto it.
     *
     * @param {number} time in epoch milliseconds
     * @param {Node[]} notes
     */
    row(time, notes) {
      const row = create('li', '', create('p', 'call-head', create('time', 'event-time', timeOf(time)), ...notes));
      calls.prepend(row);
      calls.children[limit]?.remove();
      return {
        /** @param {HTMLElement} code */
        append(code) {
          row.append(code);
          latest.replaceChildren(code.cloneNode(true));
        },
      };
    },

    /**
     * One more call for the same event.
     *
     * @param {HTMLElement} code
     */
    more(code) {
      calls.firstElementChild?.append(code);
      latest.replaceChildren(code.cloneNode(true));
    },

    /** @param {{ waiting: number, sent: number, dropped: number, failures: number, unread: number, mode: Mode }} now */
    state({ waiting, sent, dropped, failures, unread, mode }) {
      count.textContent = String(sent);
      element.toggleAttribute('data-told', sent > 0);
      element.dataset['mode'] = used.checked ? mode : 'removed';
      const notes = [
        !used.checked && 'removed',
        used.checked && mode === 'missing' && 'not there yet',
        used.checked && mode === 'throws' && adapter !== 'beacon' && 'throws',
        waiting && `${waiting} waiting`,
        unread && `${unread} in its queue`,
        dropped && `${dropped} dropped`,
        failures && (adapter === 'beacon' ? `${failures} × 503` : `threw ${failures} ×`),
      ];
      note.textContent = notes.filter(Boolean).join(' · ');
      note.hidden = !note.textContent;
    },

    clear() {
      calls.replaceChildren();
      latest.replaceChildren();
    },
  };
}
