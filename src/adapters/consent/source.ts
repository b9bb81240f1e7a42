import type { Stop } from '../../core/types';
import { attempt } from '../../core/attempt';
import { has } from '../../shared/check-options';
import type { OptionCheck } from '../../shared/check-options';
import type { ConsentAnswer, ConsentSource } from '../pipeline/consent';

export interface ImpliedOption {
  /**
   * Whether what the platform allows without the visitor's answer counts as allowed, as in regions where a visitor opts
   * out. Default: `false`, it is no answer.
   */
  readonly implied?: boolean | undefined;
}

/** Reads the platform's answer now. If it throws, there is no answer. */
type Read = () => ConsentAnswer;

const isName = (value: unknown) => typeof value === 'string' && value !== '';

export const aName: OptionCheck = ['a name', isName];
export const names: OptionCheck = [
  'a list of names',
  (value) => Array.isArray(value) && value.length > 0 && value.every(isName),
];

export const needed = ([expected, accepts]: OptionCheck): OptionCheck => [expected, accepts, true];

/** Allowed where all answers are `true`, refused where one is `false`, otherwise not answered. */
export const every = (answers: readonly unknown[]): ConsentAnswer =>
  answers.every((answer) => answer === true) || (answers.includes(false) ? false : undefined);

/** The page's globals, in which anyone may have put anything. */
export const globals = (): Record<string, unknown> => window as unknown as Record<string, unknown>;

/**
 * A source that reads the answer each time `connect` calls `tell`, and passes each new one on.
 *
 * @param connect called once for each subscription; may return a function that ends it
 */
export const createSource = (connect: (tell: (read: Read) => void) => Stop | void): ConsentSource => ({
  subscribe(update) {
    let last: ConsentAnswer;
    let ended = false;
    const stop = connect((read) => {
      if (ended) return;
      let answer: ConsentAnswer;
      try {
        answer = read();
      } catch {
        // Not there, or not in a form that can be used.
      }
      if (answer !== last) update((last = answer));
    });
    return () => {
      ended = true;
      stop?.();
    };
  },
});

/**
 * Listens on the window, which captures the document's events as well; on the document, an element may stand in place
 * of the method.
 */
export function listen(events: readonly string[], listener: () => void): Stop {
  for (const event of events) addEventListener(event, listener, true);
  return () => {
    for (const event of events) removeEventListener(event, listener, true);
  };
}

/** A source whose answer is read at once, and again at each of these events. */
export const createReader = (events: readonly string[], read: Read): ConsentSource =>
  createSource((tell) => {
    const again = () => tell(read);
    again();
    return listen(events, again);
  });

/** A queue of the page, made where there is none yet, or only an element with that id. */
export function queueOf<Entry>(name: string): Entry[] {
  const page = globals();
  if (!has(page[name], 'push')) page[name] = [];
  return page[name] as Entry[];
}

/** Has the platform call `use` with its SDK, now or once it has loaded, through the queue that it offers for this. */
export function enqueue<SDK>(name: string, use: (sdk: SDK) => void): void {
  queueOf<typeof use>(name).push((sdk) => attempt(() => use(sdk)));
}

/** How often a platform that does not announce itself is looked for, in milliseconds. */
const retryInterval = 500;

/** Looks for the platform until it is there and can be used. */
export function whenThere<Platform>(find: () => Platform | undefined, use: (platform: Platform) => Stop): Stop {
  let timer: ReturnType<typeof setTimeout>;
  let stop = () => clearTimeout(timer);
  const look = () => {
    try {
      const platform = find();
      if (platform) {
        stop = use(platform);
        return;
      }
    } catch {
      // Not usable yet.
    }
    timer = setTimeout(look, retryInterval);
  };
  look();
  return () => stop();
}
