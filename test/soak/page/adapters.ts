import type { IAdvizeCallbacks, IAdvizeEvent, Stop } from '../../../src';
import type * as Adapters from '../../../src/adapters';
import type { AdapterName, Answer } from '../steps';
import type { PageConsent } from './consent';
import { due, isOfConversation, release } from './owed';
import { tools } from './tools';

/** What the library's imports give; the same in the script tag's build. */
export type Library = Pick<
  typeof Adapters,
  'beacon' | 'createAdapter' | 'didomiConsent' | 'gtm' | 'iadvizeConsent' | 'segment'
>;

type Track = { track(parameters: object): void };

/** What is due of one adapter, by what README says of consent, of tools that come and go, and of adapters that do. */
function createModel(name: AdapterName) {
  /** What fired while the adapter was not in use: it will catch up. */
  let missed: string[] = [];
  /** What waits for the visitor's answer. */
  let held: string[] = [];
  /** What waits for the tool. */
  let waiting: string[] = [];
  let stop: Stop | undefined;

  const isPresent = () => name === 'beacon' || tools[name].present;

  const accept = (key: string, answer: Answer) => {
    if (answer === null) held.push(key);
    else if (answer && isPresent()) due(name, key);
    else if (answer) waiting.push(key);
  };

  return {
    get inUse() {
      return !!stop;
    },

    fired(key: string, answer: Answer): void {
      if (stop) accept(key, answer);
      else missed.push(key);
    },

    use(start: () => Stop, answer: Answer): void {
      for (const key of missed) accept(key, answer);
      missed = [];
      stop = start();
    },

    remove(): void {
      stop?.();
      stop = undefined;
      // What it could send at once, it does.
      release(name, [...held, ...waiting]);
      held = [];
      waiting = [];
    },

    /** What waits for the tool is in a queue that ends with the page. The next page does not hand it over again. */
    endQueue(): void {
      release(name, waiting.filter(isOfConversation));
    },

    answered(answer: Answer): void {
      if (answer === null) return;
      if (answer) for (const key of held) accept(key, answer);
      else waiting = [];
      held = [];
    },

    /** Just before the tool comes. */
    toolComes(): void {
      for (const key of waiting) due(name, key);
      waiting = [];
    },
  };
}

export const models = {
  own: createModel('own'),
  gtm: createModel('gtm'),
  segment: createModel('segment'),
  beacon: createModel('beacon'),
} as const satisfies Record<AdapterName, unknown>;

/** Starts an adapter; each event carries the key that it is counted by. */
export function useAdapter(
  iadvize: IAdvizeCallbacks,
  library: Library,
  name: AdapterName,
  consent: PageConsent,
  endpoint: string,
  keyOf: (event: IAdvizeEvent) => string,
): void {
  const options = () => ({
    consent: consent.option(),
    events: 'all' as const,
    parameters: (event: IAdvizeEvent) => ({ soak_key: keyOf(event) }),
  });
  const make = {
    own: () =>
      library.createAdapter(
        {
          name: 'own',
          find: () => (window as { ownTool?: Track }).ownTool,
          send: (tool, { parameters }) => tool.track(parameters),
        },
        options(),
      ),
    gtm: () => library.gtm(options()),
    segment: () => library.segment(options()),
    beacon: () => library.beacon(endpoint, options()),
  };
  models[name].use(() => iadvize.use(make[name]()), consent.answer);
}
