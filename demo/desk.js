// @ts-check
import { byId, create } from './element.js';

/** What the agent has in front of them: what the bot and the visitor said, by the id that the tag read. */
export function createDesk() {
  const transcript = byId('desk-transcript');
  const note = byId('desk-note');
  const state = byId('desk-state');
  let chats = 0;

  return {
    /** @param {import('../dist/virtual-agent/index.js').Handoff} handoff */
    follow(handoff) {
      state.textContent = state.dataset['state'] = handoff.state;
      handoff.subscribe((next) => (state.textContent = state.dataset['state'] = next));
    },

    /**
     * A chat has begun.
     *
     * @param {unknown} conversationId what the tag read from `iAdvize.vaSCI`
     */
    async chatBegan(conversationId) {
      const chat = ++chats;
      transcript.replaceChildren();
      note.textContent = 'The last chat came without a bot’s conversation.';
      if (typeof conversationId !== 'string') return;
      note.textContent = `iAdvize.vaSCI = ${conversationId}`;
      const response = await fetch(`/bot/turns?conversation=${encodeURIComponent(conversationId)}`);
      if (!response.ok || chat !== chats) return;
      for (const { from, text } of /** @type {{ from: string, text: string }[]} */ (await response.json())) {
        transcript.append(create('li', '', create('b', '', from === 'bot' ? 'Bot' : 'Visitor'), ' ', text));
      }
    },
  };
}
