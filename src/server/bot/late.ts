import { delay } from '../../shared/delay';
import { millisecondsOf } from './wire';
import type { CloseReply, MessageReply, Reply, TransferReply } from './wire';

/** What can be sent into a conversation by itself. */
export type ProactiveReply = MessageReply | TransferReply | CloseReply;

/** Sends one message or action into a running conversation: `createGraphQLClient` gives one. */
export interface ProactiveSender {
  chatbotMessageSend(input: {
    readonly conversationId: string;
    /** The bot agent's `idOperator`. */
    readonly chatbotId: string;
    readonly reply: ProactiveReply;
  }): Promise<void>;
}

/** A conversation's late replies, which go out one after the other. */
interface Line {
  waiting: AbortController;
  end: Promise<void>;
  length: number;
}

/**
 * Sends what came too late for an answer, in order, with its pauses.
 * @param onError is told what could not be sent.
 */
export function createLateReplies(sender: ProactiveSender | undefined, onError: (error: unknown) => void) {
  const lines = new Map<string, Line>();

  async function play(conversationId: string, chatbotId: string, replies: readonly Reply[], signal: AbortSignal) {
    if (!sender) throw new Error(`Conversation ${conversationId}: replies came too late, and no client sends them`);
    for (const [index, reply] of replies.entries()) {
      if (reply.type === 'await') {
        await delay(millisecondsOf(reply.duration), signal).catch(() => {});
        // As the platform drops what still waits when the visitor writes.
        if (signal.aborted) return;
        continue;
      }
      await sender.chatbotMessageSend({ conversationId, chatbotId, reply });
      if (reply.type === 'transfer') {
        // Nobody tells whether it succeeded, and two cannot talk at once.
        if (index < replies.length - 1) {
          onError(new Error(`Conversation ${conversationId}: what follows a late transfer is not sent`));
        }
        return;
      }
    }
  }

  return {
    /** The visitor has written: what waits for its time is dropped. */
    interrupt(conversationId: string): void {
      const line = lines.get(conversationId);
      line?.waiting.abort();
      if (line) line.waiting = new AbortController();
    },

    send(conversationId: string, chatbotId: string, replies: readonly Reply[]): void {
      if (!replies.length) return;
      const line = lines.get(conversationId) ?? { waiting: new AbortController(), end: Promise.resolve(), length: 0 };
      lines.set(conversationId, line);
      line.length += 1;
      const { signal } = line.waiting;
      line.end = line.end
        .then(() => play(conversationId, chatbotId, replies, signal))
        .catch(onError)
        .then(() => {
          line.length -= 1;
          if (!line.length) lines.delete(conversationId);
        });
    },
  };
}
