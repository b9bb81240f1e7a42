import type { Endpoint } from './endpoint';
import type { AdapterName, Records, Tally } from './steps';
import { createTally } from './steps';

export const adapterNames = ['own', 'gtm', 'segment', 'beacon'] as const satisfies readonly AdapterName[];

export interface Totals {
  fired: number;
  routes: number;
  readonly tallies: Readonly<Record<'listeners' | 'teams' | AdapterName, Tally>>;
  /** Tabs that were ended without a word. */
  killed: number;
  /** Files of the library that did not load. */
  missing: number;
  /** Times that an event came again under the id that it had come under before. */
  repeated: number;
  /** Events that a page gave to the browser as it was left, and that the endpoint then refused, or the network lost. */
  refusedAfterwards: number;
  /** What could have come or not: consent was withdrawn, an adapter removed, or a page left before the tool came. */
  undecided: number;
  readonly problems: string[];
}

export const createTotals = (): Totals => ({
  fired: 0,
  routes: 0,
  tallies: {
    listeners: createTally(),
    teams: createTally(),
    own: createTally(),
    gtm: createTally(),
    segment: createTally(),
    beacon: createTally(),
  },
  killed: 0,
  missing: 0,
  repeated: 0,
  refusedAfterwards: 0,
  undecided: 0,
  problems: [],
});

export function addTally(sum: Tally, part: Tally): void {
  sum.due += part.due;
  sum.delivered += part.delivered;
  sum.lost += part.lost;
  sum.doubled += part.doubled;
  sum.unwanted += part.unwanted;
}

/** What one visitor's pages say is due, and what came of it. */
export function createLedger(visitor: number, endpoint: Endpoint, totals: Totals) {
  const create = () => ({ due: new Set<string>(), free: new Set<string>(), got: new Map<string, number>() });
  const accounts = { own: create(), gtm: create(), segment: create(), beacon: { ...create(), got: endpoint.got } };
  const handedOver = new Set<string>();
  let cut = false;

  /** The browser had it, the endpoint did not take it, or the network went, and nobody is left to send it again. */
  const isRefused = (name: AdapterName, key: string) =>
    name === 'beacon' && handedOver.has(key) && (cut || endpoint.refused.has(key));

  const missing = (name: AdapterName) => {
    const { due, free, got } = accounts[name];
    return [...due].filter((key) => !free.has(key) && !got.has(key));
  };

  return {
    add(all: readonly Records[]): void {
      for (const records of all) {
        totals.fired += records.fired;
        totals.routes += records.routes;
        totals.missing += records.missing;
        addTally(totals.tallies.listeners, records.listeners);
        addTally(totals.tallies.teams, records.teams);
        for (const problem of records.problems) totals.problems.push(`visitor ${visitor}: ${problem}`);
        for (const [name, key] of records.due) accounts[name].due.add(key);
        for (const [name, key] of records.free) accounts[name].free.add(key);
        for (const [name, key] of records.got) accounts[name].got.set(key, (accounts[name].got.get(key) ?? 0) + 1);
        for (const key of records.handedOver) handedOver.add(key);
      }
    },

    /** From now on, what has not come yet may come or not. */
    release(): void {
      for (const name of adapterNames) for (const key of missing(name)) accounts[name].free.add(key);
    },

    /** The network goes, with what the browser has under way. */
    cutOff(): void {
      cut = true;
    },

    /** Whether everything has come that is still to come. */
    isSettled: () => adapterNames.every((name) => missing(name).every((key) => isRefused(name, key))),

    /** Closes the visitor's accounts. */
    close(): void {
      totals.repeated += endpoint.repeated;
      totals.problems.push(...endpoint.problems);
      for (const name of adapterNames) {
        const { due, free, got } = accounts[name];
        const tally = createTally();
        const note = (what: string, key: string) => totals.problems.push(`visitor ${visitor}: ${name} ${what} ${key}`);
        for (const key of due) {
          if (free.has(key)) continue;
          tally.due += 1;
          if (got.has(key)) tally.delivered += 1;
          else if (isRefused(name, key)) totals.refusedAfterwards += 1;
          else {
            tally.lost += 1;
            note('lost', key);
          }
        }
        for (const [key, count] of got) {
          if (count > 1) {
            tally.doubled += count - 1;
            note('doubled', key);
          }
          if (!due.has(key) && !free.has(key)) {
            tally.unwanted += 1;
            note('did not want', key);
          }
        }
        totals.undecided += free.size;
        addTally(totals.tallies[name], tally);
      }
    },
  };
}
