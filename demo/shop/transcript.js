// @ts-check
import { iadvize } from '../library.js';
import { byId, create } from '../shared/element.js';

/** How often the page asks for a conversation that the platform is still closing, and every how many milliseconds. */
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
 * The visitor's last conversation, to read again: what the bot and the guides said, from the shop's history endpoint.
 *
 */
export function createTranscript() {
  const history = iadvize.createHistoryClient({ endpoint: '/history', iadvize, ticket });
  const section = byId('transcript');
  const read = byId('transcript-read');
  const list = byId('transcript-entries');
  const note = byId('transcript-note');
  /** @type {string | undefined} */
  let ended;

  /** @param {string} id */
  async function entriesOf(id) {
    for (let tries = 0; tries < closing.tries; tries += 1) {
      const { closed, entries } = await history.getHistoryByID(id);
      if (closed) return entries;
      await new Promise((resolve) => setTimeout(resolve, closing.interval));
    }
    throw new Error('The platform has not closed the conversation');
  }

  /** @param {string} id */
  async function show(id) {
    read.hidden = true;
    note.textContent = 'One moment …';
    try {
      const entries = await entriesOf(id);
      if (id !== ended) return;
      note.textContent = '';
      for (const { type, text } of entries) {
        const who = type === 'operator' ? 'Tindra' : type === 'visitor' ? 'You' : '';
        if (who) list.append(create('li', '', create('b', '', who), ' ', text));
      }
    } catch {
      if (id !== ended) return;
      note.textContent = 'It cannot be read right now.';
      read.hidden = false;
    }
  }

  /** @param {string | undefined} id */
  function offer(id) {
    ended = id;
    list.replaceChildren();
    note.textContent = '';
    section.hidden = !id;
    read.hidden = false;
  }

  iadvize.on('chatStarted', () => offer(undefined));
  iadvize.on('chatEnded', ({ detail }) => offer(detail.id));
  read.addEventListener('click', () => {
    if (ended) void show(ended);
  });
}
