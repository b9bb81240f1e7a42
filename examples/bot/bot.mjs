// A size adviser. What it says comes from a language model, behind one function: `answer(question, signal)`.
import { close, createBotConnector, pause, text, transfer } from 'iadvize-callbacks/server/bot';

const wantsPerson = /person|human|someone|agent/i;

/** A text in pieces that the platform takes, cut between sentences where it can be. */
function pieces(words) {
  const found = words.match(/[^]{1,449}(?:[.!?](?=\s|$)|$)|[^]{1,450}/g) ?? [];
  return found.map((piece) => piece.trim()).filter(Boolean);
}

/**
 * @param {(question: string, signal: AbortSignal) => Promise<string>} answer
 * @param {{ secret: string, rule?: string, client?: import('iadvize-callbacks/server/bot').ProactiveSender }} options
 */
export const createSizeAdviser = (answer, { rule, ...options }) =>
  createBotConnector(
    {
      scenarios: () => [{ id: 'sizes', name: 'Size adviser', editorUrl: 'https://shop.example/bot' }],
      availability: () => true,
      welcome: () => [text('Hello, I am a bot. Which shoe, and which size do you wear?')],
      fallback: [text('I cannot answer right now. Please try again.', { quickReplies: ['A person'] })],
      async onMessage(message, { rules, signal }) {
        const people = rule ?? rules[0]?.id;
        if (people && wantsPerson.test(message.text)) {
          const otherwise = [text('Nobody is free right now.'), close()];
          return [text('I pass you on.'), pause(1000), transfer(people, { timeout: 20_000, otherwise })];
        }
        const said = pieces(await answer(message.text, signal));
        return said.map((piece, index) =>
          text(piece, index === said.length - 1 ? { quickReplies: ['Thanks', 'A person'] } : {}),
        );
      },
    },
    options,
  );
