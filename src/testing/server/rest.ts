import { fromWallClock, toWallClock } from '../../shared/wall-clock';
import type { PlatformData, PlatformRecord } from './data';
import { statisticsOf } from './statistics';

/** A request, as far as the REST API looks at it. */
export interface RestRequest {
  readonly method: string;
  /** Below the base: `/operator/101`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface RestAnswer {
  readonly status: number;
  readonly body: object;
}

/** What the REST API's answers depend on. */
export interface RestState {
  readonly data: PlatformData;
  readonly now: () => number;
  readonly timeZone: string;
}

type Path = keyof PlatformData;

/** What each resource allows besides reading: the verbs, and the field without which nothing is created. */
const writable: Partial<Record<Path, { readonly verbs: string; readonly mandatory?: string }>> = {
  website: { verbs: 'PUT' },
  operator: { verbs: 'POST PUT DELETE', mandatory: 'email' },
  group: { verbs: 'POST PUT DELETE', mandatory: 'name' },
  skill: { verbs: 'POST PUT DELETE', mandatory: 'name' },
  tag: { verbs: 'POST', mandatory: 'name' },
  visitor: { verbs: 'POST PUT DELETE', mandatory: 'unique_id' },
};

/** The field that a filter looks at, where it is not the one of its own name. */
const filtered: Readonly<Record<string, readonly string[]>> = {
  operator: ['group_id', 'website_id', 'skill_id', 'name', 'external_id', 'connected'],
  group: ['parent_id'],
  skill: ['operator_id', 'parent_id'],
  conversation: ['channel', 'from', 'to', 'website_id', 'operator_id', 'visitor_id', 'skill_id', 'tag_id', 'rule_id'],
  tag: ['website_id'],
  transaction: ['website_id', 'operator_id', 'conversation_id', 'from', 'to'],
  satisfaction: ['website_id', 'operator_id', 'conversation_id', 'from', 'to'],
  visitor: ['unique_id', 'external_id', 'website_id'],
  callmeeting: ['website_id', 'from', 'to'],
};

/** Where a record keeps what a filter asks for. */
const kept: Readonly<Record<string, string>> = {
  'operator.website_id': 'website_list',
  'operator.skill_id': 'skill_list',
  'skill.operator_id': 'operator_list',
  'conversation.tag_id': 'tag_list',
};

const success = (data: unknown, rest: object = {}): RestAnswer => ({
  status: 200,
  body: { meta: { status: 'success' }, data, ...rest },
});
const fail = (status: number, message: string): RestAnswer => ({ status, body: { meta: { status: 'fail', message } } });
const unknown = (path: string, id: string) => fail(404, `Unknown '${path}' with 'id' ${id}.`);

/** Operators 101, 102, … are connected in turns. */
const isConnected = ({ id }: PlatformRecord) => id % 2 === 1;

/** What was set of an operator's availability. */
const settings = new WeakMap<PlatformRecord, Readonly<Record<string, unknown>>>();

function liveOf(operator: PlatformRecord): object {
  const set = settings.get(operator);
  const connected = set?.['connected'] === undefined ? isConnected(operator) : Boolean(Number(set['connected']));
  const channel = (name: 'chat' | 'call' | 'video') => {
    const enabled = Boolean(Number(operator[`${name}_enabled`]));
    const available = set?.[name] === undefined ? enabled && connected : Boolean(Number(set[name]));
    return {
      enabled,
      slot_number: 0,
      slot_max_number: name === 'chat' ? operator['chat_max_number'] : 1,
      busy: false,
      available,
    };
  };
  return { id: operator.id, connected, chat: channel('chat'), call: channel('call'), video: channel('video') };
}

const wildcard = (pattern: string) =>
  new RegExp(`^${pattern.replace(/[.*+?^${}()|[\]\\]/g, (c) => (c === '*' ? '.*' : `\\${c}`))}$`, 'is');

function matches(path: string, record: PlatformRecord, name: string, wanted: string, data: PlatformData): boolean {
  if (path === 'operator' && name === 'connected') return isConnected(record) === (wanted === '1');
  if (name === 'visitor_id') {
    return data.visitor.some(({ id, unique_id }) => String(id) === wanted && unique_id === record['visitor_uid']);
  }
  const value = record[kept[`${path}.${name}`] ?? name];
  if (wanted === 'null') return value === null;
  if (wanted === '!null') return value !== null && value !== undefined;
  const pattern = wildcard(wanted);
  return (Array.isArray(value) ? value : [value]).some((each) => pattern.test(String(each)));
}

const day = 86_400_000;

/** The period asked for, as instants; a string says what is wrong with it. */
function periodOf(path: string, filters: ReadonlyMap<string, string>, { now, timeZone }: RestState) {
  const read = (name: string) => {
    const value = filters.get(name);
    if (value === undefined) return undefined;
    return fromWallClock(value, timeZone) ?? NaN;
  };
  const months = (instant: number, by: number) => {
    const [date = '', time = ''] = toWallClock(instant, timeZone).split(' ');
    const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
    const last = new Date(Date.UTC(year, month - 1 + by + 1, 0));
    const moved = new Date(
      Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(dayOfMonth, last.getUTCDate())),
    );
    return fromWallClock(`${moved.toISOString().slice(0, 10)} ${time}`, timeZone) ?? instant;
  };
  let from = read('from');
  let to = read('to');
  if (Number.isNaN(from)) return "Value of field 'from' is not valid.";
  if (Number.isNaN(to)) return "Value of field 'to' is not valid.";
  if (path === 'conversation') {
    if (from === undefined && to === undefined) to = now() + day;
    to ??= months(from ?? 0, 3);
    from ??= months(to, -3);
    if (to > months(from, 3)) return 'The period between from and to must not exceed 3 months.';
  }
  return { from: from ?? -Infinity, to: to ?? Infinity };
}

function select(path: Path, query: URLSearchParams, state: RestState): PlatformRecord[] | RestAnswer {
  const filters = new Map<string, string>();
  for (const [parameter, value] of query) {
    const name = /^filters\[(\w+)\]$/.exec(parameter)?.[1];
    if (!name) continue;
    if (!filtered[path]?.includes(name)) return fail(400, `Unknown filter '${name}'.`);
    filters.set(name, value);
  }
  const period = periodOf(path, filters, state);
  if (typeof period === 'string') return { status: 400, body: { meta: { status: 'error', message: period } } };

  return state.data[path]
    .filter((record) => {
      const created = record['created_at'] ?? record['start_at'];
      if (typeof created === 'string' && (period.from !== -Infinity || period.to !== Infinity)) {
        const instant = fromWallClock(created, state.timeZone) ?? NaN;
        if (!(instant >= period.from && instant <= period.to)) return false;
      }
      return [...filters].every(
        ([name, wanted]) => name === 'from' || name === 'to' || matches(path, record, name, wanted, state.data),
      );
    })
    .sort((a, b) => b.id - a.id);
}

function page(path: string, records: readonly PlatformRecord[], query: URLSearchParams) {
  const whole = (name: string, otherwise: number) =>
    Math.max(1, Math.floor(Number(query.get(name) ?? otherwise)) || otherwise);
  const limit = Math.min(100, whole('limit', 20));
  const number = whole('page', 1);
  const shown = records.slice((number - 1) * limit, number * limit).map((record) => {
    const _link = `/${path}/${record.id}`;
    return query.get('full') === '1' ? { ...record, _link } : { id: record.id, _link };
  });
  const pagination = { page: number, pages: Math.ceil(records.length / limit), limit, count: records.length };
  return success(shown, { pagination });
}

function write(path: Path, id: string | undefined, { method, body }: RestRequest, state: RestState): RestAnswer {
  const allowed = writable[path];
  if (!allowed?.verbs.includes(method) || (method === 'POST') !== (id === undefined)) {
    return fail(405, `Method ${method} is not allowed.`);
  }
  const records = state.data[path];
  const found = records.find((record) => String(record.id) === id);
  if (id !== undefined && !found) return unknown(path, id);
  if (method === 'DELETE') {
    records.splice(0, records.length, ...records.filter((record) => record !== found));
    return { status: 200, body: { meta: { status: 'success' } } };
  }
  if (method === 'POST' && allowed.mandatory && !body[allowed.mandatory]) {
    return fail(400, `Field '${allowed.mandatory}' is missing.`);
  }
  const known = new Set(records.flatMap((record) => Object.keys(record)));
  for (const [name, value] of Object.entries(body)) {
    if (!known.has(name)) return fail(400, `Unknown field '${name}'.`);
    if (name === 'email' && !/^\S+@\S+$/.test(String(value)))
      return fail(400, `Value of field '${name}' is not valid.`);
  }
  const record: PlatformRecord = found ?? {
    ...Object.fromEntries([...known].map((name) => [name, null])),
    id: Math.max(0, ...records.map((each) => each.id)) + 1,
    ...(known.has('created_at') && { created_at: toWallClock(state.now(), state.timeZone) }),
  };
  Object.assign(record, body);
  if (!found) records.push(record);
  return success({ ...record, _link: `/${path}/${record.id}` });
}

function setLive(operator: PlatformRecord, body: RestRequest['body']): RestAnswer {
  const live: Record<string, unknown> = { ...settings.get(operator) };
  const messages: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (name === 'connected') {
      if (String(value) !== '0') return fail(400, "Value of field 'connected' is not valid.");
      live['connected'] = 0;
      messages.push('Operator is now disconnected.');
    } else if (/^(chat|call|video)$/.test(name)) {
      live[name] = Number((value as { available?: unknown }).available);
      messages.push(`Operator is now ${live[name] ? 'available' : 'unavailable'} for ${name} channel.`);
    } else return fail(400, `Unknown field '${name}'.`);
  }
  settings.set(operator, live);
  return { status: 200, body: { meta: { status: 'success', message: messages.join(' ') } } };
}

function operatorPart(part: string, operator: PlatformRecord, request: RestRequest, { data }: RestState): RestAnswer {
  if (part === 'live') return request.method === 'PUT' ? setLive(operator, request.body) : success(liveOf(operator));
  const own = data.conversation.filter((record) => record['operator_id'] === operator.id).length;
  if (part === 'statistic') {
    return success({ id: operator.id, conversation_number: own, satisfaction_global_rate: 0.86, experience: own * 10 });
  }
  return success({
    user_id: operator.id,
    status: 'Je suis disponible pour vous aider',
    description: 'Passionné par la menuiserie depuis plusieurs années, j’aime vous apporter des conseils.',
    facebook: 'john.doe',
    twitter: 'johndoe45',
    city: 'Nantes',
    country: 'France',
  });
}

function callback(action: string, { method, body }: RestRequest, { data }: RestState): RestAnswer {
  if (method !== 'POST') return fail(405, `Method ${method} is not allowed.`);
  for (const name of ['operator_external_id', 'website_id', 'phone_number']) {
    if (!body[name]) return fail(400, `Field '${name}' is missing.`);
  }
  if (action === 'hangup') return success([]);
  return success({
    targeting_rule_id: 107,
    website_id: Number(body['website_id']),
    conversation_id: data.conversation.at(-1)?.id ?? null,
    skill_id: null,
    visitor_phone_number: body['phone_number'],
    visitor_uid: '0a1572b7cc5027fe443f4203eaf0b98d4cbea6d313afa',
  });
}

/** Answers as the documentation says (2016 edition); statuses other than 403 are not documented, and usual ones here. */
export function answer(request: RestRequest, state: RestState): RestAnswer {
  const { method, path, query } = request;
  const [, resource = '', id, part, ...rest] = path.split('/');
  const { data } = state;
  if (resource === 'odigocallback' && (id === 'pickup' || id === 'hangup')) return callback(id, request, state);
  if (resource === 'statistic' && id === undefined) return statisticsOf(query, data);
  if (!Object.hasOwn(data, resource) || rest.length) return fail(404, `Unknown resource '${resource}'.`);
  const name = resource as Path;

  if (name === 'operator' && id === 'live') {
    const operators = select('operator', query, state);
    return Array.isArray(operators) ? success(operators.map(liveOf)) : operators;
  }
  if (part !== undefined) {
    if (name !== 'operator' || !/^(live|statistic|profile)$/.test(part))
      return fail(404, `Unknown resource '${part}'.`);
    const operator = data.operator.find((record) => String(record.id) === id);
    return operator ? operatorPart(part, operator, request, state) : unknown(name, id ?? '');
  }
  if (method !== 'GET') return write(name, id, request, state);
  if (id === undefined) {
    const records = select(name, query, state);
    return Array.isArray(records) ? page(name, records, query) : records;
  }
  const record = data[name].find((each) => String(each.id) === id);
  return record && name !== 'callmeeting' ? success({ ...record, _link: `/${name}/${id}` }) : unknown(name, id);
}
