/**
 * Stands in for Tag Manager, with a container in it as `gtm.js` has it: fires what the data layer triggers, as far as this
 * container needs, and keeps in `window.hits` what its GA4 tags would send. Runs in the page.
 */
export function play({ tag, trigger, variable }) {
  const layer = window.dataLayer;
  window.hits = [];

  const valueOf = (entity, key) => entity.parameter?.find((parameter) => parameter.key === key)?.value;
  /** The events of the data layer that a trigger is for: those of Tag Manager's own are by their ids. */
  const own = { 2147479573: 'gtm.init', 2147479553: 'gtm.js' };
  const pattern = ({ type, customEventFilter }) =>
    type === 'HISTORY_CHANGE' ? '^gtm\\.historyChange-v2$' : valueOf(customEventFilter[0], 'arg1');
  const isFor = (event) => (id) => {
    if (own[id]) return own[id] === event;
    return new RegExp(pattern(trigger.find(({ triggerId }) => triggerId === id))).test(event);
  };

  /** Scripts are made anew, with no attribute but the address; each waits for the one before it. */
  async function insert(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    for (const { src, text } of template.content.querySelectorAll('script')) {
      const script = document.createElement('script');
      const loaded = src && new Promise((done) => (script.onload = script.onerror = done));
      if (src) script.src = src;
      else script.text = text;
      (document.body ?? document.head).append(script);
      await loaded;
    }
  }

  const granted = (type) =>
    layer.findLast((entry) => entry[0] === 'consent' && entry[2][type] !== undefined)?.[2][type] === 'granted';

  function send(ga4, event) {
    const needed = ga4.consentSettings.consentType.list.map(({ value }) => value);
    if (!needed.every(granted)) return;
    const valueBy = (reference) => {
      const one = variable.find(({ name }) => `{{${name}}}` === reference);
      return one && helper.get(valueOf(one, 'name'));
    };
    const settings = ga4.parameter.find(({ key }) => key === 'eventSettingsTable').list;
    const parameters = settings.map(({ map: [name, value] }) => [name.value, valueBy(value.value)]);
    window.hits.push({ event, ...Object.fromEntries(parameters.filter(([, value]) => value !== undefined)) });
  }

  const priorityOf = ({ priority }) => Number(priority?.value ?? 0);
  function fire(event) {
    const fired = tag.filter(({ firingTriggerId }) => firingTriggerId.some(isFor(event)));
    for (const one of fired.sort((a, b) => priorityOf(b) - priorityOf(a))) {
      if (one.type === 'html') void insert(valueOf(one, 'html'));
      else send(one, event);
    }
  }

  const changed = () => layer.push({ event: 'gtm.historyChange-v2' });
  for (const method of ['pushState', 'replaceState']) {
    const change = history[method];
    history[method] = function (...args) {
      change.apply(this, args);
      changed();
    };
  }
  addEventListener('popstate', changed);

  const helper = new window.DataLayerHelper(
    layer,
    (_, { event }) => {
      if (event === 'gtm.js') fire('gtm.init');
      if (event) fire(event);
    },
    true,
  );
}
