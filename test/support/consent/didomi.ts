import { forget, page } from './stand-in';
import type { StandIn, Visit } from './stand-in';

/** Didomi's web SDK, with the vendors `c:iadvize-1`, by its newer name, and the purposes `marketing` and `statistics`. */
export function createDidomi({ stored, optOut = false }: Visit = {}): StandIn {
  let answered = stored !== undefined;
  let enabled = { marketing: stored ?? optOut, statistics: stored ?? optOut };
  const listeners: Record<string, (() => void)[]> = {};
  const fire = (event: string) => listeners[event]?.forEach((listener) => listener());

  const sdk = {
    // Before an answer, and where there is none to be asked for.
    shouldUserStatusBeCollected: () => !answered,
    getCurrentUserStatus: () => ({
      regulation: optOut ? 'cpra' : 'gdpr',
      vendors: { 'iadvize-1': { id: 'iadvize-1', enabled: enabled.marketing } },
      purposes: {
        marketing: { id: 'marketing', enabled: enabled.marketing },
        statistics: { id: 'statistics', enabled: enabled.statistics },
      },
    }),
    on: (event: string, listener: () => void) => (listeners[event] ??= []).push(listener),
  };
  type Run = (ready: typeof sdk) => void;

  return {
    load() {
      const waiting = page['didomiOnReady'];
      page['Didomi'] = sdk;
      page['didomiOnReady'] = { push: (run: Run) => run(sdk) };
      if (Array.isArray(waiting)) (waiting as Run[]).forEach((run) => run(sdk));
    },
    answer(allowed) {
      answered = true;
      enabled = { marketing: allowed === true, statistics: allowed !== false };
      fire('consent.changed');
    },
    chatter: () => fire('notice.shown'),
    remove: () => forget('Didomi', 'didomiOnReady'),
  };
}
