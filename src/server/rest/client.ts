import { checkOptions } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { IAdvizeApiError } from '../error';
import { id as idKind, idText, isRecord, readValues, writeValues } from './kinds';
import type { Fields, Id, Inputs, Sent } from './kinds';
import { checkListOptions, listOfPages, readPages } from './list';
import type { List, ListOptions, Page } from './list';
import { splitPeriod } from './periods';
import { odigo, operatorParts, resources, statistic } from './resources';
import type {
  RecordOf,
  Resource,
  ResourceFilters,
  ResourceInput,
  ResourceName,
  ResourceRecord,
  Resources,
} from './resources';
import { readStatistics } from './statistics';
import type { StatisticFilters, StatisticRow } from './statistics';
import { createTransport, platformChecks, requestChecks } from './transport';
import type { ApiRequest, TransportOptions } from './transport';
import { aTimeZone } from './time-zone';
import { defaultTimeZone } from '../../shared/wall-clock';

export interface ClientOptions extends TransportOptions {
  /** The account's time zone, in which the platform writes and reads its times. Default: `'Europe/Paris'`. */
  readonly timeZone?: string | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Every verb, of which a resource has those of the table. */
interface Verbs<Name extends ResourceName> {
  /** Lists them, page after page. */
  list(options?: ListOptions<ResourceFilters<Name>>): List<ResourceRecord<Name>>;
  /** @throws IAdvizeApiError with code `'not_found'` where there is none with this id. */
  get(id: Id, options?: CallOptions): Promise<ResourceRecord<Name>>;
  /** @throws IAdvizeApiError with code `'invalid'` where the platform refuses a value, or lacks one. */
  create(values: ResourceInput<Name>, options?: CallOptions): Promise<ResourceRecord<Name>>;
  /** Changes what is given and leaves the rest. */
  update(id: Id, values: ResourceInput<Name>, options?: CallOptions): Promise<ResourceRecord<Name>>;
  delete(id: Id, options?: CallOptions): Promise<void>;
}

type Live = RecordOf<(typeof operatorParts)['live']['fields']>;
type OperatorStatistic = RecordOf<(typeof operatorParts)['statistic']['fields']>;
type OperatorProfile = RecordOf<(typeof operatorParts)['profile']['fields']>;

/** The channels on which an operator is to be available, or not; `connected: false` disconnects. */
export type LiveSettings = Omit<Inputs<(typeof operatorParts)['live']['settings']>, 'connected'> & {
  readonly connected?: false | undefined;
};

interface OperatorParts {
  /** Who is available now. */
  readonly live: {
    list(options?: ListOptions<ResourceFilters<'operator'>>): List<Live>;
    get(id: Id, options?: CallOptions): Promise<Live>;
    /** @returns the platform's messages, such as "Operator is now available for chat channel." */
    set(id: Id, settings: LiveSettings, options?: CallOptions): Promise<string | undefined>;
  };
  /** What an operator has done. */
  statistic(id: Id, options?: CallOptions): Promise<OperatorStatistic>;
  /** How an operator presents itself. */
  profile(id: Id, options?: CallOptions): Promise<OperatorProfile>;
}

/** All three are mandatory. */
export type OdigoCall = Required<Inputs<(typeof odigo)['parameters']>>;

/** What the platform knows of a call that was picked up. */
export type OdigoPickUp = RecordOf<(typeof odigo)['fields']>;

/** The REST API v2, under the documentation's own names. */
export type Client = { readonly [Name in ResourceName]: Pick<Verbs<Name>, Resources[Name]['verbs'][number]> } & {
  readonly operator: OperatorParts;
  readonly statistic: {
    /** @throws TypeError where `granularity` comes with more or less than one indicator. */
    list(options?: ListOptions<StatisticFilters>): List<StatisticRow>;
  };
  readonly odigo: {
    pickUp(call: OdigoCall, options?: CallOptions): Promise<OdigoPickUp>;
    hangUp(call: OdigoCall, options?: CallOptions): Promise<void>;
  };
};

const checks: OptionChecks<keyof ClientOptions> = { ...platformChecks, ...requestChecks, timeZone: aTimeZone };

/** The resources whose periods the platform limits to three months. */
const limited: ReadonlySet<string> = new Set([resources.conversation.path]);

/**
 * A client of the REST API v2. What it gives is normalised: ids are strings, 0/1 and "0"/"1" are booleans, times are epoch
 * milliseconds, lists are arrays; a field that the answer lacks is `undefined`, one that it says is nothing is `null`, and
 * `raw` is exactly what the platform sent.
 *
 * Its methods throw a `TypeError` for wrong arguments, and an {@link IAdvizeApiError} for everything else.
 * @throws TypeError for wrong options.
 * @example
 * import { createClient } from 'iadvize-callbacks/server';
 * const client = createClient({ apiKey: process.env['IADVIZE_API_KEY'] ?? '', platform: 'sd' });
 * const operator = await client.operator.get(101);
 */
export function createClient(options: ClientOptions): Client {
  checkOptions(options, checks);
  const { timeZone = defaultTimeZone } = options;
  const transport = createTransport(options);

  function read<Of extends Fields>(fields: Of, data: unknown, resource: string): RecordOf<Of> {
    if (!isRecord(data)) throw new IAdvizeApiError('the answer holds no record', { code: 'unexpected', resource });
    try {
      return { ...readValues(data, fields, timeZone), raw: data };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new IAdvizeApiError(`the answer is no record: ${message}`, { code: 'unexpected', resource });
    }
  }

  const readAll = <Of extends Fields>(fields: Of, data: unknown, resource: string): RecordOf<Of>[] => {
    if (!Array.isArray(data)) throw new IAdvizeApiError('the answer holds no list', { code: 'unexpected', resource });
    return data.map((each) => read(fields, each, resource));
  };

  async function call<Of extends Fields>(fields: Of, request: ApiRequest): Promise<RecordOf<Of>> {
    const { data } = await transport(request);
    return read(fields, data, request.path);
  }

  function list<Of extends Fields, FilterFields extends Fields>(
    { path, fields, filters: kinds }: { path: string; fields: Of; filters: FilterFields },
    options: ListOptions<Inputs<FilterFields>> = {},
  ): List<RecordOf<Of>> {
    checkListOptions(options);
    const filters = writeValues(`${path} filters`, options.filters ?? {}, kinds, timeZone);
    const reading = {
      transport,
      path,
      options,
      read: (data: unknown) => readAll(fields, data, path),
      keyOf: ({ raw }: RecordOf<Of>) => idKind.read(raw['id'], timeZone),
    };
    const { from, to } = filters;
    if (typeof from !== 'string' || typeof to !== 'string')
      return listOfPages(() => readPages({ ...reading, filters }));
    if (from > to) throw new TypeError(`${path} filters: from is after to`);
    const periods = limited.has(path) ? splitPeriod({ from, to }, timeZone) : [{ from, to }];
    if (periods.length === 1) return listOfPages(() => readPages({ ...reading, filters }));
    if (options.page !== undefined)
      throw new TypeError(`${path}: no page of a period that is longer than three months`);

    return listOfPages(async function* (): AsyncIterableIterator<Page<RecordOf<Of>>> {
      /** Those of the second at which this period meets the one after it. */
      let shared = new Set<unknown>();
      for (const period of periods) {
        const next = new Set<unknown>();
        // Without all fields there would be no telling when a record was created.
        const inPeriod = { ...reading, filters: { ...filters, ...period }, options: { ...options, full: true } };
        for await (const page of readPages(inPeriod)) {
          const items = page.items.filter((item) => {
            const key = reading.keyOf(item);
            if (item.raw['created_at'] === period.from) next.add(key);
            return !shared.has(key);
          });
          yield { ...page, items };
        }
        shared = next;
      }
    });
  }

  const at = (path: string, id: Id) => {
    const text = idText(id);
    if (text === undefined) throw new TypeError(`${path}: expected ${idKind.expected}`);
    return `${path}/${text}`;
  };

  const inputs = (path: string, values: object, fields: Fields): Record<string, Sent> => {
    if ('id' in values) throw new TypeError(`${path}: the id is not for the caller to choose`);
    return writeValues(path, values, fields, timeZone);
  };

  /** All verbs; `createClient` hands out those that the resource has. */
  const verbsOf = (resource: Resource) => {
    const { path, fields } = resource;
    return {
      list: (options?: ListOptions<object>) => list(resource, options),
      get: async (id: Id, { signal }: CallOptions = {}) => call(fields, { method: 'GET', path: at(path, id), signal }),
      create: async (values: object, { signal }: CallOptions = {}) =>
        call(fields, { method: 'POST', path, body: inputs(path, values, fields), signal }),
      update: async (id: Id, values: object, { signal }: CallOptions = {}) =>
        call(fields, { method: 'PUT', path: at(path, id), body: inputs(path, values, fields), signal }),
      delete: async (id: Id, { signal }: CallOptions = {}) => {
        await transport({ method: 'DELETE', path: at(path, id), signal });
      },
    };
  };

  const byResource = Object.fromEntries(
    Object.entries(resources).map(([name, resource]) => {
      const verbs = verbsOf(resource);
      return [name, Object.fromEntries(resource.verbs.map((verb) => [verb, verbs[verb]]))];
    }),
  );

  const { live, statistic: done, profile } = operatorParts;
  const part = (id: Id, path: string) => `${at('operator', id)}/${path}`;
  const operator: OperatorParts = {
    live: {
      list: (options) => list({ ...live, path: 'operator/live' }, options),
      get: async (id, { signal } = {}) => call(live.fields, { method: 'GET', path: part(id, live.path), signal }),
      async set(id, settings, { signal } = {}) {
        const path = part(id, live.path);
        if (settings.connected) throw new TypeError(`${path}: connected can only be set to false`);
        const body = writeValues(path, settings, live.settings, timeZone);
        return (await transport({ method: 'PUT', path, body, signal })).message;
      },
    },
    statistic: async (id, { signal } = {}) => call(done.fields, { method: 'GET', path: part(id, done.path), signal }),
    profile: async (id, { signal } = {}) =>
      call(profile.fields, { method: 'GET', path: part(id, profile.path), signal }),
  };

  const odigoRequest = (path: string, parameters: OdigoCall, signal: AbortSignal | undefined): ApiRequest => {
    const written = writeValues(path, parameters, odigo.parameters, timeZone);
    const body = new URLSearchParams();
    for (const name of Object.keys(odigo.parameters)) {
      const value = written[name];
      if (typeof value !== 'string' || !value) throw new TypeError(`${path}: ${name} is missing`);
      body.set(name, value);
    }
    return { method: 'POST', path, body, signal };
  };

  // Made from the table that the type is made from, which Object.fromEntries cannot express.
  const client = byResource as unknown as Omit<Client, 'statistic' | 'odigo'>;
  return {
    ...client,
    operator: { ...client.operator, ...operator },
    statistic: {
      list(options = {}) {
        checkListOptions(options);
        const { filters: given = {} } = options;
        const filters = writeValues('statistic filters', given, statistic.filters, timeZone);
        if (given.granularity !== undefined && given.indicators?.length !== 1) {
          throw new TypeError('statistic filters: granularity needs exactly one indicator');
        }
        return listOfPages(() =>
          readPages({
            transport,
            path: statistic.path,
            filters,
            options,
            read: readStatistics,
            keyOf: () => undefined,
          }),
        );
      },
    },
    odigo: {
      pickUp: async (parameters, { signal } = {}) => call(odigo.fields, odigoRequest(odigo.pickUp, parameters, signal)),
      async hangUp(parameters, { signal } = {}) {
        await transport(odigoRequest(odigo.hangUp, parameters, signal));
      },
    },
  };
}
