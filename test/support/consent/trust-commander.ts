import { forget, page } from './stand-in';
import type { StandIn, Visit } from './stand-in';

type Status = 'on' | 'off' | 'unset';
type Callback = (result: unknown) => void;

/** Trust Commander, with the categories 2 for statistics and 3 for marketing, and the vendor 12 for marketing. */
export function createTrustCommander({ stored }: Visit = {}): StandIn {
  const word = (value: boolean): Status => (value ? 'on' : 'off');
  let marketing: Status = stored === undefined ? 'unset' : word(stored);
  let statistics = marketing;
  const updated: Callback[] = [];

  const result = (updateEvent?: string) => ({
    consent: {
      status:
        marketing === 'unset'
          ? 'unset'
          : marketing !== statistics
            ? 'mixed'
            : marketing === 'on'
              ? 'all-on'
              : 'all-off',
      vendors: { 12: { status: marketing } },
      categories: { 1: { status: true }, 2: { status: statistics }, 3: { status: marketing } },
    },
    meta: { siteId: '1' },
    updateEvent,
  });

  const cact = (command: string, callback: Callback) => {
    if (command === 'consent.get') callback(result());
    if (command === 'consent.onUpdate') updated.push(callback);
  };

  return {
    load() {
      page['cact'] = cact;
      const waiting = page['caReady'];
      if (Array.isArray(waiting))
        (waiting as Parameters<typeof cact>[]).splice(0).forEach(([...call]) => cact(...call));
    },
    answer(allowed) {
      const before = marketing;
      marketing = word(allowed === true);
      statistics = word(allowed !== false);
      updated.forEach((callback) => callback(result(before === 'unset' ? 'set' : 'changed')));
      // A revocation is told of twice.
      if (before === 'on' && marketing === 'off') updated.forEach((callback) => callback(result('revoked')));
    },
    chatter: () => updated.forEach((callback) => callback(result('changed'))),
    remove: () => forget('cact', 'caReady'),
  };
}
