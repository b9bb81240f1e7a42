import { own } from '../../core/own';
import { aBoolean, checkOptions, wrong } from '../../shared/check-options';
import type { ConsentAnswer, ConsentSource } from '../pipeline/consent';
import { aName, createSource, every, globals, listen } from './source';
import type { ImpliedOption } from './source';

/** A service in version 2. */
interface Service {
  readonly id: string;
  readonly categorySlug: string;
  readonly consent: { readonly status: boolean; readonly history: readonly { readonly type: string }[] };
}

/** What version 3 answers with. */
interface Details {
  readonly consent: { readonly type: string };
  readonly services: Readonly<Record<string, { readonly consent?: { readonly given: boolean } }>>;
  readonly categories: Readonly<Record<string, { readonly state: string }>>;
}

interface Version2 {
  getServicesBaseInfo(): readonly Service[];
}

interface Version3 {
  getConsentDetails(): Promise<Details>;
}

export interface UsercentricsConsentOptions extends ImpliedOption {
  /** The service's id (template id), such as `'HkocEodjb7'`. */
  readonly service?: string | undefined;
  /** A category's slug, such as `'marketing'`, of which every service must be allowed. */
  readonly category?: string | undefined;
}

/**
 * The visitor's answer in Usercentrics' banner, version 2 or 3, to a service, to a category, or to both.
 *
 * @see https://usercentrics.com/docs/web/features/api/control-functionality/
 * @throws TypeError where an option is missing, wrong or unknown, naming it, what is expected, and what was given.
 * @example
 * import { domEvent, usercentricsConsent } from 'iadvize-callbacks/adapters';
 * iadvize.use(domEvent({ consent: usercentricsConsent({ service: 'HkocEodjb7' }) }));
 */
export function usercentricsConsent(options: UsercentricsConsentOptions): ConsentSource {
  const { service, category, implied } = checkOptions(options, { service: aName, category: aName, implied: aBoolean });
  if (service === undefined && category === undefined) throw wrong('Options', 'service or category', options);

  const count = (answered: boolean, answer: ConsentAnswer) => (answered || (implied && answer) ? answer : undefined);

  const both = (ofService: (id: string) => ConsentAnswer, ofCategory: (slug: string) => ConsentAnswer) =>
    every([service === undefined || ofService(service), category === undefined || ofCategory(category)]);

  const read2 = (services: readonly Service[]) => {
    // Each service has its own history: one that was added after the visitor answered has only its default there.
    const ofAll = (some: readonly Service[]) =>
      some.length
        ? every(
            some.map(({ consent: { status, history } }) =>
              count(
                history.some(({ type }) => type.toLowerCase() === 'explicit'),
                status,
              ),
            ),
          )
        : undefined;
    return both(
      (id) => ofAll(services.filter((one) => one.id === id)),
      (slug) => ofAll(services.filter((one) => one.categorySlug === slug)),
    );
  };

  const read3 = ({ consent, services, categories }: Details) =>
    count(
      consent.type === 'EXPLICIT',
      both(
        (id) => own(services, id)?.consent?.given,
        (slug) => {
          const found = own(categories, slug);
          return found && found.state === 'ALL_ACCEPTED';
        },
      ),
    );

  return createSource((tell) => {
    let turns = 0;
    const again = async () => {
      const turn = (turns += 1);
      const { UC_UI, __ucCmp } = globals() as { UC_UI?: Version2; __ucCmp?: Version3 };
      let details: Details | undefined;
      try {
        details = await __ucCmp?.getConsentDetails();
      } catch {
        // Not the platform's, or without an answer.
      }
      // The answers may come in another order than the questions.
      if (turn === turns) tell(() => (details ? read3(details) : UC_UI && read2(UC_UI.getServicesBaseInfo())));
    };
    void again();
    return listen(['UC_UI_INITIALIZED', 'UC_UI_CMP_EVENT', 'UC_CONSENT'], () => void again());
  });
}
