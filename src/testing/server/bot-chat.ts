import type { Payload, QuickReply, Reply } from '../../server/bot/wire';
import { millisecondsOf } from '../../server/bot/wire';

/** A message in a chatbox. */
export interface ChatMessage {
  readonly id: string;
  readonly from: 'bot' | 'visitor' | 'operator';
  readonly payload: Payload;
  readonly quickReplies: readonly QuickReply[];
  /** Simulated, in epoch milliseconds. */
  readonly at: number;
}

/**
 * - `'opened'`: the visitor has written nothing yet;
 * - `'running'`: with the bot;
 * - `'transferring'`: somebody is asked to take over;
 * - `'transferred'`: somebody has;
 * - `'closed'`.
 */
export type ChatState = 'opened' | 'running' | 'transferring' | 'transferred' | 'closed';

/** A routing rule, and whether somebody behind it is free. */
export interface StandInRule {
  readonly id: string;
  readonly label: string;
  free: boolean;
}

/** What still waits in a chat, and until when. */
interface Waiting {
  at: number;
  readonly rest: readonly Reply[];
}

export interface ChatParts {
  readonly now: () => number;
  readonly rules: readonly StandInRule[];
  /** Shows a message, and tells the bot of it. */
  readonly show: (from: ChatMessage['from'], payload: Payload, quickReplies?: readonly QuickReply[]) => Promise<void>;
}

/** The platform closes a conversation after so much silence, in milliseconds. */
const silence = 300_000;

/** Plays replies in simulated time: what it waits for, and when it is due. */
export function createPlay({ now, rules, show }: ChatParts) {
  let state: ChatState = 'opened';
  let awaited: Waiting | undefined;
  let transfer: (Waiting & { readonly rule: string }) | undefined;
  let lastMessage = now();

  const isFree = (rule: string) => rules.some(({ id, free }) => id === rule && free);

  function become(next: ChatState): void {
    state = next;
    if (next === 'closed' || next === 'transferred') awaited = transfer = undefined;
  }

  async function play(replies: readonly Reply[]): Promise<void> {
    for (const [index, reply] of replies.entries()) {
      if (state === 'closed' || state === 'transferred') return;
      const rest = replies.slice(index + 1);
      switch (reply.type) {
        case 'message':
          lastMessage = now();
          await show('bot', reply.payload, reply.quickReplies);
          break;
        case 'await':
          awaited = { at: now() + millisecondsOf(reply.duration), rest };
          return;
        case 'transfer': {
          const { distributionRule: rule, transferOptions } = reply;
          become('transferring');
          transfer = { at: now() + millisecondsOf(transferOptions.timeout), rest, rule };
          if (isFree(rule)) become('transferred');
          return;
        }
        case 'close':
          become('closed');
          return;
      }
    }
  }

  return {
    get state() {
      return state;
    },
    play,
    /** The visitor or a person has written: what still waits is dropped. */
    wrote(from: 'visitor' | 'operator'): void {
      lastMessage = now();
      if (from === 'visitor') awaited = undefined;
      if (state === 'opened') become('running');
    },
    /** When something happens by itself; Infinity where nothing does. */
    due(): number {
      if (state === 'closed' || state === 'opened') return Infinity;
      if (transfer && isFree(transfer.rule)) return now();
      return Math.min(awaited?.at ?? Infinity, transfer?.at ?? Infinity, lastMessage + silence);
    },
    /** What is due now happens. */
    async happen(): Promise<void> {
      if (transfer && isFree(transfer.rule)) return become('transferred');
      if (transfer && transfer.at <= now()) {
        const { rest } = transfer;
        transfer = undefined;
        become('running');
        return play(rest);
      }
      if (awaited && awaited.at <= now()) {
        const { rest } = awaited;
        awaited = undefined;
        return play(rest);
      }
      if (lastMessage + silence <= now()) become('closed');
    },
  };
}
