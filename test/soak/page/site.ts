import type { CallbackName } from '../../../src';
import { callbacksOf, codeOf, removals } from '../teams';
import type { Removal, Team } from '../teams';
import { createAccount } from './records';

/** The runs of the teams' code whose functions belong under a callback, by what README and documentation say. */
const live = new Map<CallbackName, Map<Team, number>>();
const runs = new Map<Team, number>();
const account = createAccount('teams');
/** The calls of the tag that are under way, the innermost last. */
const calls: string[] = [];

const liveOf = (callback: CallbackName) => {
  const known = live.get(callback) ?? new Map<Team, number>();
  live.set(callback, known);
  return known;
};

/** What the teams' code calls. */
export const written = {
  begins(team: Team): number {
    const run = (runs.get(team) ?? 0) + 1;
    runs.set(team, run);
    return run;
  },

  ran(team: Team, run: number): void {
    account.came(`${team}, run ${run}, in ${calls.at(-1) ?? 'no call'}`);
  },
};

/** Says that a team's code has run. */
export function assigned(team: Team): void {
  for (const callback of callbacksOf[team]) liveOf(callback).set(team, runs.get(team) ?? 0);
}

/** In a script element of its own, or within the script that is running. */
async function execute(code: string, asScript: boolean): Promise<void> {
  if (asScript) {
    const script = document.createElement('script');
    script.textContent = code;
    document.head.append(script);
    script.remove();
    // Where the library watches script elements, it hears of them now.
    await Promise.resolve();
  } else (0, eval)(code);
}

export async function runCodeOf(team: Team, asScript: boolean): Promise<void> {
  await execute(codeOf(team), asScript);
  assigned(team);
}

export async function clear(callback: CallbackName, removal: Removal, asScript: boolean): Promise<void> {
  await execute(removals[removal](callback), asScript);
  liveOf(callback).clear();
}

/** Around a call of the tag. */
export function expectTeams(callback: CallbackName, key: string, call: () => void): void {
  const id = `${callback} ${key}`;
  for (const [team, run] of liveOf(callback)) account.expect(`${team}, run ${run}, in ${id}`);
  calls.push(id);
  call();
  calls.pop();
  if (!calls.length) account.close();
}
