import { afterEach, beforeEach } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks } from '../../src';
import type { FakeTag } from '../../src/testing';

type Build = (run: (team: string) => void, previous: unknown, later: (go: () => void) => void) => SiteFunction;

type SiteFunction = (argument?: unknown) => void;

/** Where site code keeps what it calls; on a page, this is `window`. */
export type Page = Record<'iAdvizeCallbacks', Record<string, SiteFunction | null | undefined> | undefined>;

export const page = window as unknown as Page;

/**
 * Site code of different teams: as on a page, each team's functions have a text of their own, and running the same code
 * again makes new functions of the same text. What ran is in `ran`.
 */
export function createTeams() {
  const ran: string[] = [];
  const run = (team: string) => ran.push(team);
  const waiting: (() => void)[] = [];
  const later = (go: () => void) => waiting.push(go);

  // Made from text: functions that differ by a variable of their closure only would be the same code.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that is its purpose
  const build = (code: string) => new Function('run', 'previous', 'later', `return ${code}`) as Build;
  const make = (code: string, previous?: unknown) => build(code)(run, previous, later);

  return {
    /** What ran since it was last asked. */
    ran: () => ran.splice(0),
    /** A team's function. */
    plain: (team: string) => make(`function (argument) { run('${team}') }`),
    /** A team's function that first calls what it found, as documented. */
    chained: (team: string, previous: unknown) =>
      make(`function (argument) { if (previous) previous(argument); run('${team}') }`, previous),
    /** A team's function that calls what it found once `go` is called. */
    late: (team: string, previous: unknown) =>
      make(`function (argument) { if (previous) later(() => previous(argument)); run('${team}') }`, previous),
    /** Has those that wait go on; what waits then waits for the next time. */
    go: () => {
      for (const resume of waiting.splice(0)) resume();
    },
  };
}

/** A new page for each test, with teams whose code may run on it, and what the library tells once it is installed. */
export function useSite() {
  let iadvize: IAdvizeCallbacks;
  let teams: ReturnType<typeof createTeams>;
  let heard: string[];

  beforeEach(() => {
    teams = createTeams();
    heard = [];
  });

  afterEach(() => {
    iadvize.uninstall();
    Reflect.deleteProperty(window, 'iAdvizeCallbacks');
  });

  return {
    get iadvize() {
      return iadvize;
    },
    get teams() {
      return teams;
    },
    /** The types of the events that a listener has heard. */
    get heard() {
      return heard;
    },
    /** Has the tag call; what ran of the site, and then the types of what was heard. */
    started(tag: FakeTag) {
      heard.length = 0;
      tag.fire('onChatStarted');
      return [...teams.ran(), ...heard];
    },
    install(options?: Parameters<typeof installCallbacks>[0]) {
      iadvize = installCallbacks(options);
      iadvize.on('*', ({ type }) => heard.push(type));
    },
  };
}
