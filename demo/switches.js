// @ts-check
import { byId } from './element.js';

/** @typedef {import('./tag.js').Era} Era */
/** @typedef {import('./tag.js').Reads} Reads */

/** @param {string} id */
const chosen = (id) => byId(id).querySelector('input:checked')?.getAttribute('value');

/** @returns {{ era: Era, reads: Reads }} */
export const tagOptions = () => ({
  era: /** @type {Era} */ (chosen('era')),
  reads: /** @type {Reads} */ (chosen('reads')),
});

/**
 * The switches for the tag, and the bar that chooses between the shop and the events on a narrow page.
 *
 * @param {() => void} reload
 */
export function connectSwitches(reload) {
  for (const id of ['era', 'reads']) byId(id).addEventListener('change', reload);

  const buttons = [...document.querySelectorAll('.views button')];
  for (const button of buttons) button.addEventListener('click', () => showView(button.getAttribute('data-view')));
}

/** @param {string | null} view 'shop' or 'events'; makes a difference on a narrow page only */
export function showView(view) {
  document.body.dataset['view'] = view ?? 'shop';
  for (const button of document.querySelectorAll('.views button')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-view') === view));
  }
  if (view === 'events') scrollTo(0, 0);
}
