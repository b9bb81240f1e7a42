import { own } from '../../core/own';
import { aBoolean, checkOptions, clientWith } from '../../shared/check-options';
import type { ConsentSource } from '../pipeline/consent';
import { aName, createSource, every, globals, needed, whenThere } from './source';
import type { ImpliedOption } from './source';

type States = Readonly<Record<string, boolean>>;

/** The part of Klaro's consent manager that is used here. */
interface Manager {
  readonly confirmed: boolean;
  /** What the visitor has saved. `getConsent` would include switches that have not been saved. */
  readonly savedConsents: States;
  /** Which services are on, answered or not. */
  readonly states: States;
  watch(watcher: { update(): void }): void;
  unwatch(watcher: { update(): void }): void;
}

/** Klaro, as its script or package gives it. */
export interface Klaro {
  getManager(): unknown;
}

export interface KlaroConsentOptions extends ImpliedOption {
  /** The service's name in Klaro's configuration. */
  readonly service: string;
  /** The package, where the site imports it. Default: the page's `klaro`, which is waited for. */
  readonly client?: Klaro | undefined;
}

/**
 * The visitor's answer to a service in Klaro.
 *
 * @see https://klaro.org/docs
 * @throws TypeError where an option is missing, wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, klaroConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: klaroConsent({ service: 'chat' }) }));
 */
export function klaroConsent(options: KlaroConsentOptions): ConsentSource {
  const { service, client, implied } = checkOptions(options, {
    service: needed(aName),
    client: clientWith('getManager'),
    implied: aBoolean,
  });

  return createSource((tell) =>
    whenThere(
      () => (client ?? (globals()['klaro'] as Klaro)).getManager() as Manager,
      (manager) => {
        const read = () => {
          const { confirmed, savedConsents, states } = manager;
          const answer = every([own(confirmed ? savedConsents : states, service)]);
          return confirmed || (implied && answer) ? answer : undefined;
        };
        const watcher = { update: () => tell(read) };
        manager.watch(watcher);
        watcher.update();
        return () => manager.unwatch(watcher);
      },
    ),
  );
}
