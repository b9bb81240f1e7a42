import { isUuid } from '../../shared/conversation-id';
import { Refusal } from '../exchange';
import { ofStore, tooLong, within } from './within';
import { isRecord } from '../rest/kinds';
import type { BotMemory } from '../stores/bot-memory';
import type { Bot, BotCall, RoutingRule, Scenario } from './bot';
import { flatten } from './check-reply';
import { readMessage } from './message';
import { createTurns } from './turns';
import type { TurnOptions } from './turns';

/** What a call whose signature is good says besides its query. */
export interface Said {
  /** The id in the path; empty where it has none. */
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Handle = (call: BotCall, said: Said) => unknown;

export interface EndpointOptions extends Omit<TurnOptions, 'bot'> {
  readonly memory: BotMemory;
  readonly welcomeTimeout: number;
}

/** A bot agent, as it was configured. */
interface Agent {
  readonly scenario: string;
  readonly rules: readonly RoutingRule[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** How long a conversation's beginning is remembered, in milliseconds. */
const lifetime = 86_400_000;

const operatorPattern = /^[a-z]+-\d{1,19}$/i;

const readOperator = (value: unknown): string => {
  if (typeof value !== 'string' || !operatorPattern.test(value)) throw new Refusal(400, 'No idOperator');
  return value;
};

const readId = (value: unknown): string => {
  if (!isUuid(value)) throw new Refusal(400, 'No idConversation');
  return value;
};

const readRules = (value: unknown): readonly RoutingRule[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : []).flatMap((rule) => {
    const { id, label } = isRecord(rule) ? rule : {};
    return isUuid(id) ? [{ id, label: typeof label === 'string' ? label : '' }] : [];
  });

/** The seven endpoints; gives the one of a method and a path. */
export function createEndpoints(bot: Bot, options: EndpointOptions) {
  const { memory, timeout, welcomeTimeout, onError } = options;
  const answerTo = createTurns({ ...options, bot });

  /** Memory that is away costs no more than what it would have said. */
  async function recall<Value>(key: string): Promise<Value | undefined> {
    try {
      const value = await ofStore('memory', () => memory.get(key));
      // What is kept there was written below.
      return value === undefined ? undefined : (JSON.parse(value) as Value);
    } catch (error) {
      onError(error);
      return undefined;
    }
  }

  const agentOf = (operatorId: string) => recall<Agent>(`bot-agent:${operatorId}`);

  async function scenariosOf(call: BotCall): Promise<readonly Scenario[]> {
    return within(timeout, tooLong('scenarios', timeout), () => bot.scenarios(call));
  }

  /** The documented object of a scenario. */
  const externalOf = ({ id, name, editorUrl, description }: Scenario) => ({ idBot: id, name, editorUrl, description });

  /** The documented object of a bot agent. */
  const agentObject = (idOperator: string, scenario: Scenario, { createdAt, updatedAt }: Agent) => ({
    idOperator,
    external: externalOf(scenario),
    createdAt,
    updatedAt,
  });

  const listScenarios: Handle = async (call) => (await scenariosOf(call)).map(externalOf);

  const configure: Handle = async (call, { id, body }) => {
    const operatorId = readOperator(id);
    const { external, distributionRules } = body;
    const wanted = isRecord(external) ? external['idBot'] : undefined;
    const scenario = (await scenariosOf({ ...call, operatorId })).find(({ id }) => id === wanted);
    if (!scenario) throw new Refusal(400, 'No scenario with this idBot');
    const now = new Date().toISOString();
    const agent: Agent = {
      scenario: scenario.id,
      rules: readRules(distributionRules),
      createdAt: (await agentOf(operatorId))?.createdAt ?? now,
      updatedAt: now,
    };
    // Not answered as kept where it was not: the administrator is to see that it failed.
    await ofStore('memory', () => memory.set(`bot-agent:${operatorId}`, JSON.stringify(agent)));
    return agentObject(operatorId, scenario, agent);
  };

  const show: Handle = async (call, { id }) => {
    const operatorId = readOperator(id);
    const agent = await agentOf(operatorId);
    const scenario = (await scenariosOf({ ...call, operatorId })).find(({ id }) => id === agent?.scenario);
    if (!agent || !scenario) throw new Refusal(404, 'No bot with this idOperator');
    return agentObject(operatorId, scenario, agent);
  };

  const availability: Handle = async (call) => {
    try {
      const there = await within(timeout, tooLong('availability', timeout), () => bot.availability(call));
      if (typeof there === 'boolean') return [{ strategy: 'customAvailability', availability: there }];
      const { strategy, distributionRulesToCheck: rules } = isRecord(there) ? there : {};
      if ((strategy === 'atLeastOne' || strategy === 'all') && Array.isArray(rules) && rules.every(isUuid)) {
        return [{ strategy, distributionRulesToCheck: rules }];
      }
      throw new TypeError('availability must give a boolean, atLeastOne(rules) or all(rules)');
    } catch (error) {
      // A bot that cannot say that it is there would leave a visitor alone.
      onError(error);
      return [{ strategy: 'notAvailable' }];
    }
  };

  const welcome: Handle = async (call, { id }) => {
    const of = { ...call, operatorId: readOperator(id) };
    try {
      const replies = flatten(
        (await within(welcomeTimeout, tooLong('welcome', welcomeTimeout), () => bot.welcome?.(of))) ?? [],
      );
      if (replies.some(({ type }) => type !== 'message')) throw new TypeError('welcome can give messages only');
      return { replies };
    } catch (error) {
      onError(error);
      return { replies: [] };
    }
  };

  /** When a conversation began: now, where nobody has said so yet. */
  async function beginningOf(id: string): Promise<number> {
    const known = await recall<number>(`bot-conversation:${id}`);
    if (typeof known === 'number') return known;
    const now = Date.now();
    try {
      await ofStore('memory', () => memory.set(`bot-conversation:${id}`, JSON.stringify(now), lifetime));
    } catch (error) {
      onError(error);
    }
    return now;
  }

  const answerOf = (id: string, operatorId: string, createdAt: number, replies: readonly unknown[]) => ({
    idConversation: id,
    idOperator: operatorId,
    replies,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(Math.max(createdAt, Date.now())).toISOString(),
  });

  const open: Handle = async (_, { body }) => {
    const id = readId(body['idConversation']);
    return answerOf(id, readOperator(body['idOperator']), await beginningOf(id), []);
  };

  const receive: Handle = async (call, said) => {
    const deadline = Date.now() + timeout;
    const id = readId(said.id);
    const operatorId = readOperator(said.body['idOperator']);
    let message;
    try {
      message = readMessage(said.body['message']);
    } catch (error) {
      throw error instanceof TypeError ? new Refusal(400, error.message) : error;
    }
    const createdAt = await beginningOf(id);
    // The bot's own words come back, and so do a person's.
    if (!message.fromVisitor) return answerOf(id, operatorId, createdAt, []);
    const { scenario, rules = [] } = (await agentOf(operatorId)) ?? {};
    const conversation = { ...call, id, operatorId, createdAt, scenario, rules };
    return answerOf(id, operatorId, createdAt, await answerTo(message, conversation, deadline));
  };

  const table: readonly (readonly [method: string, path: RegExp, handle: Handle])[] = [
    ['GET', /^\/external-bots$/, listScenarios],
    ['PUT', /^\/bots\/([^/]+)$/, configure],
    ['GET', /^\/bots\/([^/]+)$/, show],
    ['GET', /^\/availability-strategies$/, availability],
    ['GET', /^\/bots\/([^/]+)\/conversation-first-messages$/, welcome],
    ['POST', /^\/conversations$/, open],
    ['POST', /^\/conversations\/([^/]+)\/messages$/, receive],
  ];

  /** @throws Refusal where there is none. */
  return (method: string, path: string): { handle: Handle; id: string } => {
    const found = table.filter(([, pattern]) => pattern.test(path));
    const match = found.find(([allowed]) => allowed === method);
    if (match) return { handle: match[2], id: match[1].exec(path)?.[1] ?? '' };
    if (!found.length) throw new Refusal(404, 'Not found');
    throw new Refusal(405, 'Method not allowed', { Allow: found.map(([allowed]) => allowed).join(', ') });
  };
}
