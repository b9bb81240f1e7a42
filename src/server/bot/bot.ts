import { isUuid } from '../../shared/conversation-id';
import type { VisitorMessage } from './message';
import type { MessageReply, Replies } from './wire';

/** What an administrator chooses for a bot agent; each can serve one. */
export interface Scenario {
  readonly id: string;
  readonly name: string;
  /** Where the scenario is edited. */
  readonly editorUrl: string;
  readonly description?: string | undefined;
}

/** A routing rule that the bot may transfer to. */
export interface RoutingRule {
  readonly id: string;
  readonly label: string;
}

/** Whether the bot is there: by itself, or as people behind routing rules are. */
export type Availability =
  boolean | { readonly strategy: 'atLeastOne' | 'all'; readonly distributionRulesToCheck: readonly string[] };

/** Which bot agent is called, as far as the call says. */
export interface BotCall {
  /** The bot agent: `'ha-456678'`. */
  readonly operatorId: string | undefined;
  /** `'ha-123'`. */
  readonly websiteId: string | undefined;
  readonly connectorVersion: string | undefined;
}

export interface BotConversation extends BotCall {
  /** The platform's UUID of it, for GraphQL too. */
  readonly id: string;
  readonly operatorId: string;
  /** When it began, in epoch milliseconds. */
  readonly createdAt: number;
  /** Which scenario the bot agent was given, where that is known. */
  readonly scenario: string | undefined;
  /** The routing rules that the bot agent was given. */
  readonly rules: readonly RoutingRule[];
  /** Aborts when the bot has taken longer than `patience`. */
  readonly signal: AbortSignal;
}

type Sync<Value> = Value | Promise<Value>;

export interface Bot {
  /** What an administrator may choose from. */
  readonly scenarios: (call: BotCall) => Sync<readonly Scenario[]>;
  /**
   * Whether the bot is there; asked every second for each bot agent, so answer from memory. What it throws counts as no.
   * `atLeastOne(rules)` and `all(rules)` tie the bot to people.
   */
  readonly availability: (call: BotCall) => Sync<Availability>;
  /** What a visitor sees on opening the chatbox, within two seconds. Default: nothing. */
  readonly welcome?: ((call: BotCall) => Sync<readonly MessageReply[]>) | undefined;
  /** Answers a visitor's message; what the bot or a person says never comes here. */
  readonly onMessage: (message: VisitorMessage, conversation: BotConversation) => Sync<Replies>;
  /** What a visitor gets where `onMessage` fails. Default: a text that asks to try again, in English. */
  readonly fallback?: Replies | undefined;
}

const byRules = (strategy: 'atLeastOne' | 'all') => (rules: readonly string[]) => {
  if (!Array.isArray(rules) || !rules.length || !rules.every(isUuid)) {
    throw new TypeError("rules: expected a list of routing rules' UUIDs");
  }
  return { strategy, distributionRulesToCheck: rules as readonly string[] };
};

/**
 * The bot is there while somebody behind one of these routing rules is.
 * @example
 * import { atLeastOne } from 'iadvize-callbacks/server/bot';
 * const availability = () => atLeastOne(['d9d9a5c1-7d5c-4f4e-8a36-6a9a3c9c4c1f']);
 */
export const atLeastOne = byRules('atLeastOne');

/**
 * The bot is there while somebody behind each of these routing rules is.
 * @example
 * import { all } from 'iadvize-callbacks/server/bot';
 * const availability = () => all(['d9d9a5c1-7d5c-4f4e-8a36-6a9a3c9c4c1f']);
 */
export const all = byRules('all');
