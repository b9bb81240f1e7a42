// @ts-check
import { wordsOf } from '../chat/chat-card.js';
import { byId, create } from '../shared/element.js';

/** What the agent who takes over has in front of them: the bot's conversation. */
export function createDesk() {
  const transcript = byId('desk-transcript');
  const note = byId('desk-note');
  const state = byId('desk-state');

  return {
    /** A chat has begun, with a person or the bot. */
    clear() {
      transcript.replaceChildren();
      state.textContent = '–';
      note.textContent = 'What the bot was asked, once it has handed over.';
    },

    /** @param {import('./bot-conversation.js').ChatboxState} conversation */
    follow(conversation) {
      state.textContent = conversation.state;
      if (conversation.state !== 'transferred') return;
      note.textContent = `Conversation ${conversation.id}`;
      transcript.replaceChildren(
        ...conversation.messages.map(({ from, payload }) =>
          create('li', '', create('b', '', from === 'visitor' ? 'Visitor' : 'Bot'), ' ', wordsOf(payload)),
        ),
      );
    },
  };
}

/** @typedef {ReturnType<typeof createDesk>} Desk */
