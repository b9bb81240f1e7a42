import { forget, page, tell } from './stand-in';
import type { StandIn, Visit } from './stand-in';

/** OneTrust's banner, with the groups `C0002` for statistics and `C0004` for marketing. */
export function createOneTrust({ stored, optOut = false }: Visit = {}): StandIn {
  const groups = (marketing: boolean, statistics: boolean) => [
    'C0001',
    ...(statistics ? ['C0002'] : []),
    ...(marketing ? ['C0004'] : []),
  ];
  let active = groups(stored ?? optOut, stored ?? optOut);
  let closed = stored !== undefined;

  const announce = () => {
    page['OnetrustActiveGroups'] = `,${active.join(',')},`;
    page['OptanonActiveGroups'] = page['OnetrustActiveGroups'];
    tell('OneTrustGroupsUpdated', active);
  };

  return {
    load() {
      page['OneTrust'] = { IsAlertBoxClosed: () => closed };
      announce();
    },
    answer(allowed) {
      closed = true;
      active = groups(allowed === true, allowed !== false);
      announce();
      tell('OTConsentApplied');
    },
    chatter: announce,
    remove: () => forget('OneTrust', 'OnetrustActiveGroups', 'OptanonActiveGroups'),
  };
}
