import { indicators } from '../../server/rest/indicators';
import type { PlatformData } from './data';
import type { RestAnswer } from './rest';

/** A plausible value for any indicator. */
function valueOf(indicator: string, conversations: number): unknown {
  if (indicator === 'transaction_date') return '2016-02-16 11:30:00';
  if (indicator === 'transaction_in_session') return '1';
  if (indicator === 'contact_number') return conversations;
  if (indicator.endsWith('_rate')) return '0.35';
  return indicator.endsWith('_duration') ? 42 : conversations * 2;
}

/** The statistics; of their answer the documentation shows no example. */
export function statisticsOf(query: URLSearchParams, { conversation }: PlatformData): RestAnswer {
  const filter = (name: string) => query.get(`filters[${name}]`) ?? undefined;
  const wanted = filter('indicators')?.split(',') ?? indicators;
  const bad = (message: string): RestAnswer => ({ status: 400, body: { meta: { status: 'fail', message } } });
  const strange = wanted.find((name) => !indicators.some((known) => known === name));
  if (strange !== undefined) return bad(`Unknown indicator '${strange}'.`);
  const granularity = filter('granularity');
  if (granularity && wanted.length !== 1) return bad('Granularity needs exactly one indicator.');

  const resource = filter('resource');
  const field = resource === 'page_type' ? resource : `${resource}_id`;
  const groups = new Map<unknown, typeof conversation>();
  for (const record of conversation) {
    const group = resource ? record[field] : undefined;
    groups.set(group, [...(groups.get(group) ?? []), record]);
  }
  const lengths: Readonly<Record<string, number>> = { month: 7, day: 10, hour: 13 };
  const rowOf = (id: unknown, records: typeof conversation) => ({
    ...(resource && { id }),
    ...Object.fromEntries(
      wanted.map((name) => {
        if (!granularity) return [name, valueOf(name, records.length)];
        const byTime = new Map<string, number>();
        for (const { created_at } of records) {
          const time = String(created_at).slice(0, lengths[granularity]);
          byTime.set(time, (byTime.get(time) ?? 0) + 1);
        }
        return [name, Object.fromEntries([...byTime].map(([time, count]) => [time, valueOf(name, count)]))];
      }),
    ),
  });
  const rows = [...groups]
    .filter(([id]) => !filter('resource_id') || String(id) === filter('resource_id'))
    .map(([id, records]) => rowOf(id, records));
  return { status: 200, body: { meta: { status: 'success' }, data: resource ? rows : (rows[0] ?? {}) } };
}
