// @ts-check
import { answers, fallback, questions } from './bot-rules.js';
import { byId, create } from './element.js';
import { createOutbox } from './outbox.js';

/** @typedef {import('../dist/index.js').IAdvizeCallbacks & typeof import('../dist/virtual-agent/index.js')} IAdvizeEvents */

/** How often the bot asks for the history of a conversation that the platform is still closing, and every how many milliseconds. */
const closing = { tries: 20, interval: 300 };

/**
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
async function ticket(id, signal) {
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id }),
    signal,
  };
  return (await (await fetch('/ticket', init)).json()).ticket;
}

/**
 * The shop's own bot. It hands its conversation over to the agents of iAdvize, and reads theirs afterwards.
 *
 * @param {IAdvizeEvents} iadvize
 * @param {() => void} openChat
 */
export function createBot(iadvize, openChat) {
  const conversationId = `skarv-${crypto.randomUUID()}`;
  const handoff = iadvize.createHandoff(iadvize);
  const history = iadvize.createHistoryClient({ endpoint: '/history', iadvize, ticket });
  const turns = createOutbox('/bot/turns');
  const messages = byId('bot-messages');
  const input = byId('bot-message', HTMLInputElement);

  /**
   * @param {string} className
   * @param {string} who
   * @param {string} text
   */
  function show(className, who, text) {
    const label = className === 'bubble human' ? 'bot-speaker' : 'visually-hidden';
    messages.append(create('div', className, create('span', label, `${who}: `), text));
    messages.scrollTo({ top: messages.scrollHeight });
  }

  /** @param {string} text */
  const notice = (text) => {
    messages.append(create('div', 'notice', text));
    messages.scrollTo({ top: messages.scrollHeight });
  };

  /** @param {string} text */
  function say(text) {
    show('bubble', 'Skarv', text);
    turns.send({ conversation: conversationId, from: 'bot', text });
  }

  /** @param {string} question */
  function ask(question) {
    show('bubble sent', 'You', question);
    turns.send({ conversation: conversationId, from: 'visitor', text: question });
    say(answers.find(({ about }) => about.test(question))?.text ?? fallback);
  }

  async function talkToPerson() {
    await turns.sent();
    handoff.handOff(conversationId);
    openChat();
  }

  /** @param {string} id */
  async function readHistory(id) {
    for (let tries = 0; tries < closing.tries; tries += 1) {
      const { closed, entries } = await history.getHistoryByID(id);
      if (closed) return entries;
      await new Promise((resolve) => setTimeout(resolve, closing.interval));
    }
    throw new Error('The platform has not closed the conversation');
  }

  /** @param {string} id */
  async function takeBack(id) {
    handoff.clear();
    try {
      const entries = await readHistory(id);
      notice('What you said with our guide');
      for (const { type, text } of entries) {
        if (type === 'operator') show('bubble human', 'Guide', text);
        if (type === 'visitor') show('bubble sent human', 'You', text);
      }
      notice('Skarv has read along and is back');
    } catch {
      notice('Skarv is back, without the guide’s words');
    }
  }

  iadvize.on('chatEnded', ({ detail, replayed }) => {
    if (!replayed && handoff.state === 'transmitted' && detail.id) void takeBack(detail.id);
  });
  byId('bot-questions').replaceChildren(
    ...questions.map((question) => {
      const button = create('button', '', question);
      button.type = 'button';
      button.addEventListener('click', () => ask(question));
      return button;
    }),
  );
  byId('bot-composer').addEventListener('submit', (event) => {
    event.preventDefault();
    const question = input.value.trim();
    input.value = '';
    if (question) ask(question);
  });
  byId('bot-handoff').addEventListener('click', () => void talkToPerson());
  say('Hello, I am Skarv, a bot. Sizes, rain, delivery, returns: ask me.');

  return handoff;
}
