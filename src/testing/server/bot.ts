import { randomUUID } from 'node:crypto';
import { flatten } from '../../server/bot/check-reply';
import { aTimeout, checkOptions, isObject, required } from '../../shared/check-options';
import type { OptionCheck, OptionChecks } from '../../shared/check-options';
import { isUuid } from '../../shared/conversation-id';
import type { Reply } from '../../server/bot/wire';
import { createBotCalls } from './bot-calls';
import type { BotCallOptions, BotCallRecord } from './bot-calls';
import { createPlay } from './bot-chat';
import type { ChatMessage, ChatState, StandInRule } from './bot-chat';

export interface BotStandInOptions {
  /** Base of the bot's connector. */
  readonly url: string;
  /** The app's secret token. */
  readonly secret: string;
  /** Default: `'sd-1001'`. */
  readonly operatorId?: string | undefined;
  /** Default: `'sd-1'`. */
  readonly websiteId?: string | undefined;
  /** Routing rules that the bot agent is given; change `free` as a test needs. Default: one, with somebody free. */
  readonly rules?: StandInRule[] | undefined;
  /** How long the bot may take, in real milliseconds. Default: 10 000, and 2 000 for its first messages. */
  readonly limits?: { readonly answer?: number | undefined; readonly welcome?: number | undefined } | undefined;
}

/** A visitor's chatbox. */
export interface Chat {
  /** The platform's UUID of the conversation. */
  readonly id: string;
  readonly state: ChatState;
  /** What the visitor sees, oldest first. */
  readonly messages: readonly ChatMessage[];
  /** The visitor writes, or chooses a quick reply; resolves when the bot has answered, or its time is over. */
  write(text: string): Promise<void>;
  /** A person writes, who has taken over. */
  operatorWrites(text: string): Promise<void>;
}

/** The platform, for one bot agent. */
export interface BotStandIn {
  readonly operatorId: string;
  readonly rules: StandInRule[];
  /** Each call to the connector, oldest first, up to the last thousand. */
  readonly calls: readonly BotCallRecord[];
  /** Answers that the platform would not take, and why. */
  readonly problems: readonly string[];
  readonly chats: readonly Chat[];
  /** An administrator chooses a scenario: asks for them, creates the bot agent, opens it. */
  configure(idBot: string): Promise<void>;
  /** Whether the bot would be offered to a visitor. */
  isAvailable(): Promise<boolean>;
  /** A visitor opens the chatbox. */
  open(): Promise<Chat>;
  /** Lets simulated time pass, in milliseconds; what falls into it happens, in order. */
  pass(milliseconds: number): Promise<void>;
  /** Plays one message or action into a conversation; false where it takes none. */
  play(conversationId: string, reply: Reply): Promise<boolean>;
  /** One call, signed; or not, where a test says so. */
  call(method: string, path: string, options?: BotCallOptions): Promise<BotCallRecord>;
}

const idOnPlatform: OptionCheck = [
  'a platform and a number, such as "sd-1001"',
  (value) => typeof value === 'string' && /^(?:sd|ha)-\d+$/.test(value),
];

function isRule(value: unknown): boolean {
  const { id, label, free } = fieldsOf(value);
  return isUuid(id) && typeof label === 'string' && typeof free === 'boolean';
}

const checks: OptionChecks<keyof BotStandInOptions> = {
  url: required([
    'the address of the connector, with http: or https:',
    (value) => typeof value === 'string' && URL.canParse(value) && /^https?:/i.test(value),
  ]),
  secret: required(['a string that is not empty', (value) => typeof value === 'string' && value !== '']),
  operatorId: idOnPlatform,
  websiteId: idOnPlatform,
  rules: ['a list of { id: a UUID, label, free }', (value) => Array.isArray(value) && value.every(isRule)],
  limits: ['an object', isObject],
};

const limitChecks: OptionChecks = { answer: aTimeout, welcome: aTimeout };

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/**
 * Plays iAdvize for a bot's connector, over HTTP and in simulated time: opens chatboxes, keeps the time limits, echoes what is
 * shown, drops awaited messages when the visitor writes, transfers or fails to, and closes after five minutes of silence.
 * @throws TypeError for wrong options, naming them.
 * @example
 * import { createBotStandIn } from 'iadvize-callbacks/testing/server';
 * const platform = createBotStandIn({ url: 'http://127.0.0.1:3000', secret });
 * await platform.configure('faq');
 */
export function createBotStandIn(options: BotStandInOptions): BotStandIn {
  checkOptions(options, checks);
  const { url, secret, operatorId = 'sd-1001', websiteId = 'sd-1', limits = {} } = options;
  checkOptions(limits, limitChecks);
  const { rules = [{ id: randomUUID(), label: 'People', free: true }] } = options;
  const calls: BotCallRecord[] = [];
  const problems: string[] = [];
  const chats: Chat[] = [];
  const plays = new Map<string, ReturnType<typeof createPlay>>();
  const send = createBotCalls(url, secret, calls);
  const query = { idConnectorVersion: randomUUID(), idWebsite: websiteId };
  let clock = Date.now();
  const now = () => clock;

  const call: BotStandIn['call'] = (method, path, given) => send(method, path, { limit: limits.answer, ...given });

  /** The replies of an answer, where the platform would take them. */
  function repliesOf({ status, answer, path }: BotCallRecord): readonly Reply[] {
    try {
      if (status === 0) throw new Error('no answer in time');
      if (status < 200 || status > 299) throw new Error(`answered with ${status}`);
      return flatten(fieldsOf(answer)['replies']);
    } catch (error) {
      problems.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  }

  async function open(): Promise<Chat> {
    const id = randomUUID();
    const messages: ChatMessage[] = [];
    /** The bot may have an id of its own for it. */
    let path: Promise<string> | undefined;

    const asEntry = ({ id: idMessage, from, payload, at }: ChatMessage) => ({
      idMessage,
      author: { role: from === 'visitor' ? 'visitor' : 'operator' },
      payload,
      createdAt: `${new Date(at).toISOString()}[Etc/UTC]`,
    });

    async function begin(): Promise<string> {
      const history = messages.map((message) => ({
        ...asEntry(message),
        createdAt: new Date(message.at).toISOString(),
      }));
      const { answer } = await call('POST', '/conversations', {
        query,
        body: { idOperator: operatorId, idConversation: id, history },
      });
      const { idConversation } = fieldsOf(answer);
      return `/conversations/${typeof idConversation === 'string' ? idConversation : id}/messages`;
    }

    const add = (message: Pick<ChatMessage, 'from' | 'payload' | 'quickReplies'>): ChatMessage => {
      const added = { ...message, id: randomUUID(), at: now() };
      messages.push(added);
      return added;
    };

    /** Tells the bot of a message. */
    async function tell(message: ChatMessage): Promise<BotCallRecord> {
      const to = await (path ??= begin());
      return call('POST', to, { query, body: { idOperator: operatorId, message: asEntry(message) } });
    }

    const play = createPlay({
      now,
      rules,
      async show(from, payload, quickReplies = []) {
        await tell(add({ from, payload, quickReplies }));
      },
    });

    const write = async (text: string) => {
      if (play.state === 'closed') throw new Error('The conversation is closed');
      play.wrote('visitor');
      const record = await tell(
        add({ from: 'visitor', payload: { contentType: 'text', value: text }, quickReplies: [] }),
      );
      if (play.state === 'running' || play.state === 'transferring') await play.play(repliesOf(record));
    };
    const operatorWrites = async (text: string) => {
      if (play.state !== 'transferred') throw new Error('Nobody has taken over');
      play.wrote('operator');
      await tell(add({ from: 'operator', payload: { contentType: 'text', value: text }, quickReplies: [] }));
    };
    const chat = {
      id,
      messages,
      write,
      operatorWrites,
      get state() {
        return play.state;
      },
    };
    chats.push(chat);
    plays.set(id, play);

    const welcome = await call('GET', `/bots/${operatorId}/conversation-first-messages`, {
      query: { idConnectorVersion: query.idConnectorVersion },
      limit: limits.welcome ?? 2000,
    });
    for (const reply of repliesOf(welcome)) {
      if (reply.type === 'message') {
        add({ from: 'bot', payload: reply.payload, quickReplies: reply.quickReplies ?? [] });
      }
    }
    return chat;
  }

  return {
    operatorId,
    rules,
    calls,
    problems,
    chats,
    open,
    call,

    async configure(idBot) {
      const { answer } = await call('GET', '/external-bots', { query });
      const scenario = (Array.isArray(answer) ? (answer as readonly unknown[]) : []).find(
        (each) => fieldsOf(each)['idBot'] === idBot,
      );
      if (!scenario) throw new Error(`The connector offers no ${idBot}`);
      const body = {
        name: 'Bot',
        pseudo: 'Bot',
        language: 'fr',
        distributionRules: rules.map(({ id, label }) => ({ id, label })),
        external: { idBot },
      };
      const path = `/bots/${operatorId}`;
      for (const { status } of [await call('PUT', path, { query, body }), await call('GET', path, { query })]) {
        if (status !== 200) throw new Error(`The connector answers ${path} with ${status}`);
      }
    },

    async isAvailable() {
      const { answer } = await call('GET', '/availability-strategies', {
        query: { ...query, idOperator: operatorId },
      });
      const [first] = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
      const { strategy, availability, distributionRulesToCheck } = fieldsOf(first);
      const asked: readonly unknown[] = Array.isArray(distributionRulesToCheck) ? distributionRulesToCheck : [];
      const free = (rule: unknown) => rules.some((each) => each.id === rule && each.free);
      if (strategy === 'customAvailability') return availability === true;
      if (strategy === 'atLeastOne') return asked.some(free);
      return strategy === 'all' && asked.every(free);
    },

    async pass(milliseconds) {
      const end = clock + milliseconds;
      for (;;) {
        const [next] = [...plays.values()].sort((one, other) => one.due() - other.due());
        if (!next || next.due() > end) break;
        clock = Math.max(clock, next.due());
        await next.happen();
      }
      clock = end;
    },

    async play(conversationId, reply) {
      const play = plays.get(conversationId);
      // Only once the visitor has written.
      if (play?.state !== 'running' && play?.state !== 'transferring') return false;
      await play.play([reply]);
      return true;
    },
  };
}
