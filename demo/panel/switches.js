// @ts-check
import { byId } from '../shared/element.js';

/** @typedef {import('../chat/tag.js').Era} Era */
/** @typedef {import('../chat/tag.js').Reads} Reads */

/** @param {string} id */
const chosen = (id) => byId(id).querySelector('input:checked')?.getAttribute('value');

/** @returns {{ era: Era, reads: Reads }} */
export const tagOptions = () => ({
  era: /** @type {Era} */ (chosen('era')),
  reads: /** @type {Reads} */ (chosen('reads')),
});

/** Whether a guide is free to take over from the bot: `'free'` or `'busy'`. */
export const guides = () => chosen('guides') ?? '';

/**
 * Says what the chosen one of some switches means.
 *
 * @param {string} id
 */
function explain(id) {
  byId(`${id}-hint`).textContent = byId(id).querySelector('label:has(:checked)')?.getAttribute('title') ?? '';
}

/**
 * The switches for the tag, the panel's tabs, and the bar that chooses between the shop and the panel's views on a narrow
 * page.
 *
 * @param {() => void} reload
 */
export function connectSwitches(reload) {
  for (const id of ['era', 'reads']) {
    explain(id);
    byId(id).addEventListener('change', () => {
      explain(id);
      reload();
    });
  }

  for (const button of viewButtons()) {
    button.addEventListener('click', () => showView(button.getAttribute('data-view') ?? 'shop'));
  }
}

const isNarrow = () => matchMedia('(width < 1080px)').matches;
const viewButtons = () => document.querySelectorAll('button[data-view]');

/** @param {string} view 'shop', which is always there on a wide page, or one of the panel's: 'events' or 'analytics' */
export function showView(view) {
  document.body.dataset['view'] = view;
  if (view !== 'shop') {
    byId('panel').dataset['tab'] = view;
    if (isNarrow()) scrollTo(0, 0);
  }
  for (const button of viewButtons()) {
    const shown = button.closest('.panel') ? byId('panel').dataset['tab'] : view;
    button.setAttribute('aria-pressed', String(button.getAttribute('data-view') === shown));
  }
}
