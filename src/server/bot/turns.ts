import { isUuid } from '../../shared/conversation-id';
import { ofStore, tooLong, within } from './within';
import { sha256 } from '../sha256';
import { stateOf } from '../stores/deliveries';
import type { DeliveryState, DeliveryStore } from '../stores/deliveries';
import { createMemoryStore } from '../stores/memory';
import type { Bot, BotConversation } from './bot';
import { flatten } from './check-reply';
import { createLateReplies } from './late';
import type { ProactiveSender } from './late';
import type { ReadMessage, VisitorMessage } from './message';
import { text } from './replies';
import type { AwaitReply, Replies, Reply } from './wire';

export interface TurnOptions {
  readonly bot: Pick<Bot, 'onMessage' | 'fallback'>;
  readonly store: DeliveryStore | undefined;
  readonly client: ProactiveSender | undefined;
  readonly timeout: number;
  readonly patience: number;
  readonly maxAge: number;
  readonly between: number;
  readonly onError: (error: unknown) => void;
}

const apology: Replies = [text('Sorry, something went wrong. Please try again.')];

/** Puts a pause between two messages, so that they are shown in order. */
function spaced(replies: readonly Reply[], milliseconds: number): readonly Reply[] {
  if (!milliseconds) return replies;
  const wait: AwaitReply = { type: 'await', duration: { unit: 'millis', value: milliseconds } };
  return replies.flatMap((reply, index) =>
    reply.type === 'message' && replies[index - 1]?.type === 'message' ? [wait, reply] : [reply],
  );
}

/**
 * What a store knows a message by, in up to 64 characters. Ids that are no UUID may be another conversation's too; the path,
 * which is not signed, tells them apart.
 */
const keyOf = (id: string, conversation: string) =>
  isUuid(id) ? `bot:${id.toLowerCase()}` : sha256(JSON.stringify([conversation, id]));

/** Has the bot answer each of a visitor's messages once. */
export function createTurns(options: TurnOptions) {
  const { bot, store, client, timeout, patience, maxAge, between, onError } = options;
  const fallback = flatten(bot.fallback ?? apology);
  const late = createLateReplies(client, onError);
  /** Remembers without a store, and while it is away. It is never full: a bot must not fall silent. */
  const own = createMemoryStore({ whenFull: 'forget' });
  /** The turn that a conversation's next one waits for. */
  const turns = new Map<string, Promise<unknown>>();

  /** For how long a message is this process's, whatever becomes of it: longer than the platform waits. */
  const lease = timeout + 10_000;

  /** Whether this message is this attempt's to answer. A store that is away must not silence the bot. */
  async function begin(key: string, owner: string): Promise<boolean> {
    let shared: DeliveryState = 'new';
    try {
      if (store) shared = stateOf(await ofStore('store', () => store.begin(key, owner, lease)));
    } catch (error) {
      onError(error);
    }
    return shared === 'new' && (await own.begin(key, owner, lease)) === 'new';
  }

  /** Remembers it for as long as its call could come again: after that it is too old. */
  async function end(key: string, owner: string): Promise<void> {
    await own.end(key, owner, maxAge);
    if (!store) return;
    try {
      await ofStore('store', () => store.end(key, owner, maxAge));
    } catch (error) {
      onError(error);
    }
  }

  /** What the bot says, however it fails. */
  async function ask(
    message: VisitorMessage,
    conversation: Omit<BotConversation, 'signal'>,
  ): Promise<readonly Reply[]> {
    /** Made for those who ask for its signal. */
    let ending: AbortController | undefined;
    const inTime: BotConversation = {
      ...conversation,
      get signal() {
        ending ??= new AbortController();
        return ending.signal;
      },
    };
    const late = tooLong(`Conversation ${conversation.id}: onMessage`, patience);
    const giveUp = () => {
      const error = late();
      ending?.abort(error);
      return error;
    };
    try {
      return spaced(flatten(await within(patience, giveUp, () => bot.onMessage(message, inTime))), between);
    } catch (error) {
      onError(error);
      return fallback;
    }
  }

  /** The replies, where they come in time; otherwise none, or the fallback where nothing can be sent later. */
  async function answer(message: VisitorMessage, conversation: Omit<BotConversation, 'signal'>, deadline: number) {
    const { id, operatorId } = conversation;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), Math.max(0, deadline - Date.now()));
    });
    const said = ask(message, conversation);
    const replies = await Promise.race([said, over]);
    clearTimeout(timer);
    if (replies) return replies;
    void said.then((replies) => late.send(id, operatorId, replies));
    return client ? [] : fallback;
  }

  /**
   * What the visitor's message is answered with: nothing where it has been answered before.
   * @param deadline by which the answer must be there, in epoch milliseconds
   */
  return async (
    message: ReadMessage,
    conversation: Omit<BotConversation, 'signal'>,
    deadline: number,
  ): Promise<readonly Reply[]> => {
    const { id, createdAt } = message;
    if (createdAt !== undefined && Date.now() - createdAt > maxAge) {
      onError(new Error(`Conversation ${conversation.id}: message ${id} is older than ${maxAge} ms`));
      return [];
    }
    const visitorMessage: VisitorMessage = { id, createdAt, text: message.text, payload: message.payload };
    const key = await keyOf(id, conversation.id);
    const owner = crypto.randomUUID();
    if (!(await begin(key, owner))) return [];
    late.interrupt(conversation.id);

    // One after the other, so that a bot that remembers what was said does not mix two messages up.
    const before = turns.get(conversation.id);
    const turn = (async () => {
      await before;
      return answer(visitorMessage, conversation, deadline);
    })();
    turns.set(conversation.id, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(conversation.id) === turn) turns.delete(conversation.id);
      await end(key, owner);
    }
  };
}
