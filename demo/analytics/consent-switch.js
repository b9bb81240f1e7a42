// @ts-check
import { byId } from '../shared/element.js';

/** @typedef {import('./consent.js').Answer} Answer */

/** @param {number} count */
const events = (count) => (count === 1 ? '1 event' : `${count} events`);

/** @type {Record<Answer, (waiting: number, dropped: number) => string>} */
const notes = {
  'not answered': (waiting) =>
    waiting
      ? `The visitor has not answered: ${events(waiting)} ${waiting === 1 ? 'waits' : 'wait'} on the page, and no tool knows.`
      : 'The visitor has not answered: what happens now will wait on the page.',
  allowed: () => 'Everything goes out in order, what was waiting first.',
  refused: (_, dropped) => `Nothing is sent or kept: ${events(dropped)} dropped so far.`,
  withdrawn: (_, dropped) => `Sending stopped at once: ${events(dropped)} dropped so far.`,
};

/**
 * The switch for the visitor's consent, and the sums over all tools.
 *
 * @param {import('./consent.js').Consent} consent
 * @param {(text: string) => void} onChange
 */
export function connectConsent(consent, onChange) {
  const answers = byId('consent-answer');
  const inputs = [...answers.querySelectorAll('input')];

  function update() {
    for (const input of inputs) {
      const answer = /** @type {Answer} */ (input.value);
      input.checked = answer === consent.answer;
      input.disabled = !consent.allows(answer);
    }
  }

  answers.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    consent.set(/** @type {Answer} */ (target.value));
    update();
    onChange(`Consent ${consent.answer}`);
  });
  byId('consent-source').addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    consent.choose(target.value);
    update();
    onChange(`Consent by ${target.getAttribute('data-name')}`);
  });
  update();

  return {
    /** @param {{ waiting: number, sent: number, dropped: number }} every event once: one that any tool was told of is sent */
    show({ waiting, sent, dropped }) {
      byId('consent-waiting').textContent = String(waiting);
      byId('consent-sent').textContent = String(sent);
      byId('consent-dropped').textContent = String(dropped);
      byId('consent-note').textContent = notes[consent.answer](waiting, dropped);
      byId('consent').dataset['answer'] = consent.answer;
    },
  };
}
