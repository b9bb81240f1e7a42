import { aria, button, create, neighbour } from './element';
import type { View } from './view';

/** The views as tabs: the arrow keys, Home and End lead from one to the next, which is shown at once. */
export function createTabs<Shown extends View>(views: readonly [Shown, ...Shown[]], onchange: (view: Shown) => void) {
  const tabs = views.map((view) => {
    const count = create('span');
    const tab = button('', () => select(view));
    tab.append(create('span', {}, view.title), count);
    tab.setAttribute('role', 'tab');
    tab.id = `tab-${view.title}`;
    const panel = create('div', { role: 'tabpanel', id: `panel-${view.title}` }, view.content);
    aria(tab, 'controls', panel.id);
    aria(panel, 'labelledby', tab.id);
    return { view, tab, panel, count };
  });
  const bar = create('div', { role: 'tablist', ariaLabel: 'Views' }, ...tabs.map(({ tab }) => tab));
  let [selected] = views;

  function select(view: Shown): void {
    selected = view;
    for (const { view: other, tab, panel } of tabs) {
      aria(tab, 'selected', String(other === view));
      tab.tabIndex = other === view ? 0 : -1;
      panel.hidden = other !== view;
    }
    onchange(view);
    view.shown?.();
  }

  bar.onkeydown = (event) => {
    const buttons = tabs.map(({ tab }) => tab);
    const from = buttons.find((tab) => tab === event.target);
    const to = from && neighbour(buttons, from, event.key, ['ArrowLeft', 'ArrowRight']);
    if (!to) return;
    event.preventDefault();
    to.focus();
    to.click();
  };

  return {
    bar,
    panels: tabs.map(({ panel }) => panel),
    get selected() {
      return selected;
    },
    select,
    focus: () => tabs.find(({ view }) => view === selected)?.tab.focus(),
    refresh() {
      for (const { view, count } of tabs) {
        const text = view.count ? ` ${view.count()}` : '';
        if (count.textContent !== text) count.textContent = text;
      }
    },
  };
}
