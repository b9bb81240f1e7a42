import { IAdvizeApiError } from '../error';
import { isRecord } from '../rest/kinds';
import { readSummary } from './conversation';
import type { GraphQLConversationSummary } from './conversation';
import { named, written } from './names';
import type { Schema } from './names';
import type { GraphQLTransport } from './transport';

export interface ClosedConversationFilters {
  /** Between which times, in epoch milliseconds or as `Date`. */
  readonly interval: { readonly from: number | Date; readonly to: number | Date };
  readonly projectIds?: readonly (string | number)[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly groupIds?: readonly (string | number)[] | undefined;
  readonly answered?: boolean | undefined;
  readonly answeredByHuman?: boolean | undefined;
  readonly hasConversion?: boolean | undefined;
  /** Any other of the schema's. */
  readonly [name: string]: unknown;
}

export interface ClosedConversationOptions {
  /** How many a page holds. Default: 100. */
  readonly first?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const resource = 'closedConversations';

const unexpected = (message: string) => new IAdvizeApiError(message, { code: 'unexpected', resource });

/** Takes the names that the schema has for a beginning and an end; the documentation names neither. */
function intervalOf(interval: unknown, names: readonly string[]): Record<string, string> {
  const { from, to } = isRecord(interval) ? interval : {};
  const find = (what: string, ...candidates: readonly string[]) => {
    const name = candidates.find((each) => names.includes(each));
    if (!name) throw unexpected(`the schema's interval has no ${what}, only ${names.join(', ')}`);
    return name;
  };
  return {
    [find('beginning', 'from', 'start', 'startDate', 'since')]: isoOf('interval.from', from),
    [find('end', 'to', 'end', 'endDate', 'until')]: isoOf('interval.to', to),
  };
}

/** @throws TypeError for what is no time. */
function isoOf(what: string, value: unknown): string {
  const time = value instanceof Date ? value.getTime() : value;
  if (typeof time !== 'number' || !(Math.abs(time) <= 8.64e15)) throw new TypeError(`${what} must be a time`);
  return new Date(time).toISOString();
}

/** The connection's document in this schema, and its variables. */
async function plan(schema: Schema, filters: ClosedConversationFilters) {
  const list = (await schema('Query')).fields.find(({ name }) => name === resource);
  if (!list) throw unexpected('the schema has none');
  /** Filters are arguments of their own, or fields of one argument. */
  const wrapper = list.args.find(({ name }) => name === 'filters' || name === 'filter');
  const known = wrapper ? (await schema(named(wrapper.type).name ?? '')).inputFields : list.args;
  const variables: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(filters)) {
    const argument = known.find((each) => each.name === name);
    if (!argument) throw new TypeError(`No filter ${name}, only ${known.map(({ name }) => name).join(', ')}`);
    if (value === undefined) continue;
    if (name !== 'interval') variables[name] = value;
    else {
      const { inputFields } = await schema(named(argument.type).name ?? '');
      const names = inputFields.map(({ name }) => name);
      variables[name] = intervalOf(value, names);
    }
  }
  const used = wrapper ? [wrapper] : list.args.filter(({ name }) => Object.hasOwn(variables, name));
  const declared = used.map(({ name, type }) => `$${name}: ${written(type)}`);
  const passed = used.map(({ name }) => `${name}: $${name}`);
  const query = `query ($first: Int!, $after: String, ${declared.join(', ')}) {
    ${resource}(first: $first, after: $after, ${passed.join(', ')}) {
      pageInfo { hasNextPage endCursor }
      edges { node { id legacyId createdAt closedAt channel } }
    }
  }`;
  return { query, variables: wrapper ? { [wrapper.name]: variables } : variables };
}

/** Reads page after page of the connection. */
export async function* listClosed(
  transport: GraphQLTransport,
  schema: Schema,
  filters: ClosedConversationFilters,
  { first = 100, signal }: ClosedConversationOptions = {},
): AsyncGenerator<GraphQLConversationSummary, void, undefined> {
  if (!Number.isInteger(first) || first < 1) throw new TypeError('first must be a whole number, 1 or more');
  if (!isRecord(filters)) throw new TypeError('filters must be an object with an interval');
  isoOf('interval.from', filters.interval?.from);
  isoOf('interval.to', filters.interval?.to);
  const { query, variables } = await plan(schema, filters);
  let after: string | null = null;
  const cursors = new Set<string>();
  for (;;) {
    const data = await transport({ resource, query, variables: { ...variables, first, after }, signal });
    const connection = data[resource];
    const { edges, pageInfo } = isRecord(connection) ? connection : {};
    if (!Array.isArray(edges) || !isRecord(pageInfo)) throw unexpected('the answer is no connection');
    for (const edge of edges as readonly unknown[]) {
      yield readSummary(isRecord(edge) ? edge['node'] : undefined, resource);
    }
    const { hasNextPage, endCursor } = pageInfo;
    if (hasNextPage !== true) return;
    if (typeof endCursor !== 'string' || cursors.has(endCursor)) {
      throw new IAdvizeApiError('the list does not end: a cursor comes again', { code: 'endless', resource });
    }
    cursors.add(endCursor);
    after = endCursor;
  }
}
