// @ts-check
import { tools } from './tools.js';
import { createConsent } from './consent.js';
import { connectConsent } from './consent-switch.js';
import { announce, byId, create } from '../shared/element.js';
import { createTool } from './tool.js';

/**
 * What each analytics tool is sent, and the visitor's consent to it.
 *
 * @param {import('../panel/timeline.js').Timeline} timeline
 */
export function createAnalytics(timeline) {
  const consent = createConsent();
  let planned = false;

  /**
   * The events of which that is true for at least one tool, but for those that count elsewhere.
   *
   * @param {'waiting' | 'sent' | 'dropped'} part
   * @param {Set<import('../library.js').IAdvizeEvent>[]} elsewhere
   */
  const union = (part, ...elsewhere) =>
    new Set(all.flatMap((tool) => [...tool[part]]).filter((event) => !elsewhere.some((events) => events.has(event))));

  /** Shows the state once whatever is happening has happened. */
  function changed() {
    if (planned) return;
    planned = true;
    queueMicrotask(() => {
      planned = false;
      for (const tool of all) tool.render();
      const sent = union('sent');
      const waiting = union('waiting', sent);
      const dropped = union('dropped', sent, waiting);
      byId('analytics-count').textContent = byId('views-analytics-count').textContent = String(sent.size);
      ledger.show({ waiting: waiting.size, sent: sent.size, dropped: dropped.size });
    });
  }

  const all = tools.map((tool) => createTool(tool, consent, changed));
  const ledger = connectConsent(consent, (text) => {
    timeline.mark(text);
    announce(text);
    changed();
  });

  const groups = [...new Set(tools.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const list = create('ul', '');
    for (const [index, tool] of tools.entries()) if (tool.group === group) list.append(all[index]?.card.element ?? '');
    return create('section', 'tool-group', create('h4', '', group), list);
  });
  byId('tools').append(...sections);

  const filters = ['All', ...groups].map((group, place) => {
    const button = create('button', '', group);
    button.type = 'button';
    button.setAttribute('aria-pressed', String(!place));
    button.addEventListener('click', () => {
      for (const [index, section] of sections.entries()) section.hidden = place > 0 && index !== place - 1;
      for (const other of filters) other.setAttribute('aria-pressed', String(other === button));
      byId('tools').scrollTo({ top: 0 });
    });
    return button;
  });
  byId('tool-filters').append(...filters);

  byId('tools-clear').addEventListener('click', () => {
    for (const tool of all) tool.clear();
    changed();
  });
  byId('tools-use').addEventListener('click', () => {
    const none = all.every(({ card }) => !card.isUsed());
    for (const { card } of all) card.use(none);
    byId('tools-use').textContent = none ? 'Remove all' : 'Use all';
  });

  return { tagLoaded: consent.tagLoaded };
}
