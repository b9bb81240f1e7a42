// @ts-check
import { byId, create } from '../shared/element.js';

/** The teams whose code runs on the page, and how it takes its place. */
const teams = [
  { team: 'shop', name: 'Shop team', how: 'var iAdvizeCallbacks = {…}' },
  { team: 'marketing', name: 'Marketing team', how: 'window.iAdvizeCallbacks = {…}', overwrites: true },
  { team: 'analytics', name: 'Analytics team', how: 'iAdvizeCallbacks.onChatStarted = …', overwrites: true },
];
const callbacks = ['onChatStarted', 'onMessageReceived', 'onChatEnded'];

/**
 * Runs a team's script on the page, as a tag manager does.
 *
 * @param {string} team
 * @returns {Promise<void>}
 */
function run(team) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `panel/teams/${team}.js`;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`The script of ${team} did not load`)));
    document.head.append(script);
  });
}

/**
 * Counts what each team's own functions are called for, and lets a team overwrite the callbacks.
 *
 * @param {import('./timeline.js').Timeline} timeline
 * @param {() => void} prove shows that nothing was lost
 */
export function createTeams(timeline, prove) {
  for (const { team, name, how, overwrites } of teams) {
    const calls = create('p', 'team-calls');
    calls.hidden = Boolean(overwrites);
    const item = create('li', '', create('span', '', create('b', '', name), ' ', create('code', '', how)));
    item.dataset['team'] = team;

    if (overwrites) {
      const button = create('button', '', 'Overwrite');
      button.type = 'button';
      button.setAttribute('aria-label', `Overwrite the callbacks with the ${name}’s`);
      button.addEventListener('click', () => {
        void run(team).then(() => {
          timeline.mark(`${name} ran: ${how}`);
          button.textContent = 'Run again';
          button.setAttribute('aria-label', `Run the ${name}’s script again`);
          calls.hidden = false;
          prove();
        });
      });
      item.append(button);
    }

    const counters = callbacks.map((callback) => {
      const counter = create('b', '', '0');
      counter.dataset['callback'] = callback;
      calls.append(create('span', '', `${callback} `, counter, create('span', 'visually-hidden', ' calls')));
      return counter;
    });
    item.append(calls);
    byId('teams').append(item);

    addEventListener('team-called', (event) => {
      const { detail } = /** @type {CustomEvent<{ team: string, callback: string }>} */ (event);
      if (detail.team !== team) return;
      const counter = counters[callbacks.indexOf(detail.callback)];
      if (counter) counter.textContent = String(Number(counter.textContent) + 1);
    });
  }
}
