import { forget, page } from './stand-in';
import type { StandIn, Visit } from './stand-in';

type Choices = Record<string, boolean | string>;
type Listener = (choices: Choices) => void;

/** Axeptio's widget for brands. A vendor `late` was added since the visitor's first visit. */
export function createAxeptio({ stored }: Visit = {}): StandIn {
  const complete = (marketing: boolean, statistics: boolean): Choices => ({
    $$completed: true,
    $$date: '2026-11-24T12:00:00.000Z',
    marketing,
    statistics,
  });
  let choices: Choices = stored === undefined ? {} : complete(stored, stored);
  const listeners: Listener[] = [];

  const sdk = {
    userPreferencesManager: {
      get choices() {
        return choices;
      },
    },
    // A listener that is late hears of what is past.
    on(event: string, listener: Listener) {
      if (event !== 'cookies:complete') return;
      listeners.push(listener);
      if (choices['$$completed']) listener(choices);
    },
  };
  type Run = (ready: typeof sdk) => void;

  return {
    load() {
      const waiting = page['_axcb'];
      page['axeptioSDK'] = sdk;
      page['_axcb'] = { push: (run: Run) => run(sdk) };
      if (Array.isArray(waiting)) (waiting as Run[]).forEach((run) => run(sdk));
    },
    answer(allowed) {
      choices = complete(allowed === true, allowed !== false);
      listeners.forEach((listener) => listener(choices));
    },
    // Closed without an answer, which some versions may tell of.
    chatter: () => listeners.forEach((listener) => listener(choices)),
    remove: () => forget('axeptioSDK', '_axcb'),
  };
}
