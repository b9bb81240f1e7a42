import type { AdapterName } from '../steps';
import { write } from './records';

/** What each adapter still owes its tool. */
const owed = new Map<AdapterName, Set<string>>();

const owedBy = (adapter: AdapterName) => {
  const known = owed.get(adapter) ?? new Set<string>();
  owed.set(adapter, known);
  return known;
};

/** Starts and ends of conversations count once for all pages of a visitor, which the driver looks after. */
export const isOfConversation = (key: string) => /^chat(Started|Ended):/.test(key);

export function due(adapter: AdapterName, key: string): void {
  if (adapter !== 'beacon' && !isOfConversation(key)) owedBy(adapter).add(key);
  write((records) => records.due.push([adapter, key]));
}

export function delivered(adapter: AdapterName, key: string): void {
  owedBy(adapter).delete(key);
  write((records) => records.got.push([adapter, key]));
}

/** These may come or not. */
export function release(adapter: AdapterName, keys: readonly string[]): void {
  write(({ free }) => free.push(...keys.map((key): [AdapterName, string] => [adapter, key])));
}

export const isOwing = () => [...owed.values()].some(({ size }) => size > 0);
