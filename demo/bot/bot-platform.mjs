// @ts-check
import { randomUUID } from 'node:crypto';
import { createBotStandIn, serve } from 'iadvize-callbacks/testing/server';
import { createSkarv } from './skarv.mjs';

/** How much is kept: conversations, messages of each; and how much time a page may let pass at once, in milliseconds. */
const limits = { chats: 500, messages: 200, passing: 1000 };

/**
 * The bot's connector, served over HTTP, and a stand-in that plays iAdvize for it: one for each conversation, so that each
 * page has a clock and free people of its own.
 *
 * @param {() => string} shop the address of the product's page
 */
export async function createBotPlatform(shop) {
  const secret = randomUUID();
  const connector = await serve(createSkarv(secret, shop));
  const rule = { id: randomUUID(), label: 'Trail guides' };
  const play = () => createBotStandIn({ url: connector.url, secret, rules: [{ ...rule, free: true }] });
  /** @typedef {import('iadvize-callbacks/testing/server').BotStandIn} BotStandIn */
  /** @type {Map<string, { session: string, iadvize: BotStandIn, chat: import('iadvize-callbacks/testing/server').Chat }>} */
  const chats = new Map();

  try {
    await play().configure('skarv');
  } catch (error) {
    await connector.close();
    throw error;
  }

  /** @param {string} session */
  async function open(session) {
    const iadvize = play();
    const chat = await iadvize.open();
    chats.set(chat.id, { session, iadvize, chat });
    const [oldest] = chats.keys();
    if (chats.size > limits.chats && oldest) chats.delete(oldest);
    return chat;
  }

  return {
    /**
     * Something happens in a visitor's chatbox: they open it, write, or wait.
     *
     * @param {string} session
     * @param {{ event: string, id: string, text: string, guides: string, passed: string }} body
     * @returns the conversation as it is then
     * @throws RangeError for what cannot happen
     */
    async happen(session, { event, id, text, guides, passed }) {
      if (event === 'open') id = (await open(session)).id;
      const found = chats.get(id);
      if (found?.session !== session) throw new RangeError('No conversation');
      const { chat, iadvize } = found;
      for (const each of iadvize.rules) each.free = guides !== 'busy';
      if (event === 'write') {
        if (!text || chat.messages.length >= limits.messages) throw new RangeError('No message');
        await chat.write(text);
      }
      if (event === 'pass') await iadvize.pass(Math.min(Number(passed) || 0, limits.passing));
      const { state, messages } = chat;
      return { id, state, messages };
    },

    close: () => connector.close(),
  };
}
