// @ts-check
import { pause } from '../shared/pause.js';

/** @typedef {import('../library.js').ChatMessage} ChatMessage */
/** @typedef {{ id: string, state: import('../library.js').ChatState, messages: ChatMessage[] }} ChatboxState */

/** How often the page asks what is new, in milliseconds: so much time passes for the platform. */
const interval = 500;

/**
 * A chatbox whose other side is the platform's bot agent: opens a conversation, and hears of it until it is left.
 *
 * @param {object} parts
 * @param {() => string} parts.guides whether the platform has somebody `'free'` to take over, or all are `'busy'`
 * @param {(chatbox: ChatboxState, fresh: ChatMessage[]) => void} parts.onNews
 * @param {() => void} parts.onLost the platform cannot be reached, or knows the conversation no more
 */
export function createBotConversation({ guides, onNews, onLost }) {
  const leaving = new AbortController();
  const { signal } = leaving;
  let id = '';
  let seen = 0;
  /** One thing after the other, in the order they happened. */
  let line = Promise.resolve();

  /** @param {{ event: 'open' | 'pass' | 'write', text?: string, passed?: string }} what */
  async function tell(what) {
    const response = await fetch('/bot', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...what, id, guides: guides() }),
      signal,
    });
    if (!response.ok) throw new Error(`The platform answers with ${response.status}`);
    /** @type {ChatboxState} */
    const conversation = await response.json();
    signal.throwIfAborted();
    const fresh = conversation.messages.slice(seen);
    ({ id } = conversation);
    seen = conversation.messages.length;
    onNews(conversation, fresh);
  }

  /** @param {Parameters<typeof tell>[0]} what */
  function happen(what) {
    line = line
      .then(() => (signal.aborted ? undefined : tell(what)))
      .catch(() => {
        if (signal.aborted) return;
        leaving.abort();
        onLost();
      });
    return line;
  }

  async function listen() {
    await happen({ event: 'open' });
    while (!signal.aborted) {
      await pause(interval, signal);
      await happen({ event: 'pass', passed: String(interval) });
    }
  }

  listen().catch(() => {
    // Left while it waited.
  });

  return {
    /** @param {string} text */
    write: (text) => void happen({ event: 'write', text }),

    leave: () => leaving.abort(),
  };
}

/** @typedef {ReturnType<typeof createBotConversation>} BotConversation */
