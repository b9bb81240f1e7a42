import { indicators } from './indicators';
import type { Indicator } from './indicators';
import { flag, id, isRecord, number, text } from './kinds';
import type { Inputs } from './kinds';
import type { statistic } from './resources';

/** How statistics can be asked for. */
export type StatisticFilters = Inputs<(typeof statistic)['filters']>;

/** Values of indicators: numbers, but for a date and a yes or no; `null` where the platform has none. */
export type IndicatorValues = {
  readonly [Name in Indicator]?:
    | (Name extends 'transaction_date' ? string : Name extends 'transaction_in_session' ? boolean : number)
    | null
    | undefined;
};

/** Statistics of all, of one resource where they are grouped by `resource`, of one time where `granularity` splits them. */
export interface StatisticRow {
  /** Id of the operator, group, …; for types of contact and of pages, the type. */
  readonly resource_id: string | undefined;
  /** The hour, day or month, as the platform writes it. */
  readonly date: string | undefined;
  readonly indicators: IndicatorValues;
  /** Exactly what the platform sent for this row. */
  readonly raw: unknown;
}

const kindOf = (name: Indicator) =>
  name === 'transaction_date' ? text : name === 'transaction_in_session' ? flag : number;

/**
 * Reads statistics. The documentation does not show their answer; understood are one record of indicators, a list of such
 * records each with the `id` or `resource_id` it is about, and in either, under an indicator, its values by time.
 */
export const readStatistics = (data: unknown): StatisticRow[] => (Array.isArray(data) ? data : [data]).flatMap(rowsOf);

function rowsOf(raw: unknown): StatisticRow[] {
  if (!isRecord(raw)) return [];
  const resource_id = id.read(raw['resource_id'] ?? raw['id'], '');
  const date = text.read(raw['date'], '');
  const values: Record<string, unknown> = {};
  const byTime: StatisticRow[] = [];
  for (const name of indicators) {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (isRecord(value)) {
      for (const [time, at] of Object.entries(value)) {
        byTime.push({ resource_id, date: time, indicators: { [name]: kindOf(name).read(at, '') ?? null }, raw: at });
      }
    } else if (value !== undefined) values[name] = value === null ? null : kindOf(name).read(value, '');
  }
  return byTime.length ? byTime : [{ resource_id, date, indicators: values, raw }];
}
