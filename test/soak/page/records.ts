import { createTally } from '../steps';
import type { Records, Tally } from '../steps';

const create = (): Records => ({
  fired: 0,
  routes: 0,
  missing: 0,
  listeners: createTally(),
  teams: createTally(),
  due: [],
  got: [],
  free: [],
  handedOver: [],
  problems: [],
});

let records = create();
let leaving = false;
let saved = 0;

/** Into what outlives the page in its tab. */
function save(): void {
  sessionStorage.setItem(`soak:${performance.timeOrigin}:${(saved += 1)}`, JSON.stringify(records));
  records = create();
}

/** Writes something down; once the page is being left, at once into what outlives it. */
export function write(change: (records: Records) => void): void {
  change(records);
  if (leaving) save();
}

/** Begins before anyone else listens. */
export function keepWhenLeft(): void {
  addEventListener('pagehide', () => {
    leaving = true;
    save();
  });
}

/** All that was written down since the last time, on earlier pages of the tab, too. */
export function take(): Records[] {
  const taken: Records[] = [];
  for (const key of Object.keys(sessionStorage).filter((key) => key.startsWith('soak:'))) {
    taken.push(JSON.parse(sessionStorage.getItem(key) ?? '') as Records);
    sessionStorage.removeItem(key);
  }
  taken.push(records);
  records = create();
  return taken;
}

/** What is due within the tag's call, for listeners or for teams, and what came. */
export function createAccount(name: 'listeners' | 'teams') {
  const balance = new Map<string, { due: boolean; allowed: boolean; came: number }>();

  const entry = (what: string) => {
    const known = balance.get(what) ?? { due: false, allowed: false, came: 0 };
    balance.set(what, known);
    return known;
  };

  return {
    expect(what: string): void {
      entry(what).due = true;
    },

    /** Once, or not at all. */
    allow(what: string): void {
      entry(what).allowed = true;
    },

    came(what: string): void {
      entry(what).came += 1;
    },

    /** Closes the account of a call. */
    close(): void {
      write((records) => {
        const tally: Tally = records[name];
        for (const [what, { due, allowed, came }] of balance) {
          if (due) tally.due += 1;
          if (due && came) tally.delivered += 1;
          if (due && !came) tally.lost += 1;
          if ((due || allowed) && came > 1) tally.doubled += came - 1;
          if (!due && !allowed) tally.unwanted += came;
          const least = Number(due);
          const most = Number(due || allowed);
          if (came < least || came > most) records.problems.push(`${name}: ${what} was due ${most}×, came ${came}×`);
        }
      });
      balance.clear();
    },
  };
}
