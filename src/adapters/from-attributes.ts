import { attempt } from '../core/attempt';
import type { EventName } from '../core/callbacks';
import type { Adapter, IAdvizeCallbacks } from '../core/types';
import type { Consent } from './pipeline/consent';
import { iadvizeConsent } from './consent/iadvize';
import type { AdapterOptions, PrivateField } from './pipeline/options';
import { tcfConsent } from './consent/tcf';

/** Makes the adapter of a tool; the attributes are for what the tool needs besides, an address for instance. */
export type MakeAdapter = {
  // A method's parameters may ask for more, as some tools do: then they say what is missing.
  make(options: AdapterOptions, attributes: DOMStringMap): Adapter;
}['make'];

const consents: Readonly<Record<string, () => Consent>> = { tcf: tcfConsent, iadvize: iadvizeConsent };

const listOf = (names: string | undefined) => names?.split(/[\s,]+/).filter(Boolean);

/** @throws TypeError that names the attribute, what it says, and what it may say. */
function find<Value>(attribute: string, known: Readonly<Record<string, Value>>, name: string): Value {
  const value = Object.entries(known).find(([key]) => key === name)?.[1];
  if (value) return value;
  throw new TypeError(`data-${attribute}: no "${name}", only ${Object.keys(known).join(', ')}`);
}

/**
 * Starts the adapters that a script element asks for:
 *
 * - `data-adapters`: their names, separated by spaces;
 * - `data-consent`: `tcf` or `iadvize`; default: the visitor's consent is not asked for;
 * - `data-events`, `data-include`, `data-sampling`: the options of these names, lists separated by spaces.
 *
 * An adapter whose name is in `started` already is not started again: the script is on the page twice.
 * What is wrong goes to the console and stops only the adapter that it is about; a wrong consent stops them all.
 */
export function useAttributes(
  iadvize: IAdvizeCallbacks,
  attributes: DOMStringMap,
  tools: Readonly<Record<string, MakeAdapter>>,
  started: Set<string>,
): void {
  attempt(() => {
    const { adapters, consent, events, include, sampling } = attributes;
    const options: AdapterOptions = {
      consent: consent === undefined ? undefined : find('consent', consents, consent)(),
      events: events === 'all' ? events : (listOf(events) as EventName[] | undefined),
      include: listOf(include) as PrivateField[] | undefined,
      sampling: sampling === undefined ? undefined : Number(sampling),
    };
    for (const name of listOf(adapters) ?? []) {
      attempt(() => {
        const makeAdapter = find('adapters', tools, name);
        if (started.has(name)) return;
        iadvize.use(makeAdapter(options, attributes));
        started.add(name);
      });
    }
  });
}
