import { attempt } from '../core/attempt';
import type { EventName } from '../core/callbacks';
import type { IAdvizeEvent } from '../core/event';
import type { Adapter } from '../core/types';
import { numberIn, wordsIn } from '../adapters/consent/attribute-values';
import type { AdapterOptions, PrivateField } from '../adapters/pipeline/options';
import * as tools from '../adapters/tools';
import type { ScriptTag } from './window';

/** An attribute of the script's element, such as `data-adapters`; `null` where it has none of that name. */
export type GetAttribute = (name: string) => string | null;

/** Makes the adapter of a tool; the attributes are for what the tool needs besides, an address for instance. */
type MakeAdapter = {
  // A method, since TypeScript lets its parameters require more: some tools do, and throw where something is missing.
  make(options: AdapterOptions, get: GetAttribute): Adapter;
}['make'];

const makers: Readonly<Record<string, MakeAdapter>> = {
  ...tools,
  beacon: (options, get) => tools.beacon(get('data-beacon-url') ?? '', options),
};

/** @throws TypeError that names the attribute, what it says, and what it may say. */
function lookUp<Value>(attribute: string, known: Readonly<Record<string, Value>>, name: string): Value {
  const value = Object.entries(known).find(([key]) => key === name)?.[1];
  if (value) return value;
  throw new TypeError(`${attribute}: no "${name}", only ${Object.keys(known).join(', ')}`);
}

/** The names of the adapters that script elements have started, kept where version 0.1.0 keeps them. */
function startedOn(iadvize: ScriptTag): Set<string> {
  const known: unknown = Object.getOwnPropertyDescriptor(iadvize, 'started')?.value;
  const started = known instanceof Set ? (known as Set<string>) : new Set<string>();
  Object.defineProperty(iadvize, 'started', { value: started, configurable: true, writable: true });
  return started;
}

/**
 * Starts the adapters that a script element asks for:
 *
 * - `data-adapters`: their names;
 * - `data-consent`: the consent platform's, and what else it takes; default: the visitor's consent is not asked for;
 * - `data-events`, `data-include`, `data-sampling`: the options of these names.
 *
 * Lists are separated by spaces or commas; an empty one is as if it was not there.
 *
 * An adapter that a script element has started already is not started again: the script is on the page twice. An error
 * is reported to the console and stops only the adapter that it is about; a wrong consent stops all of them. Rejects
 * where the consents do not load.
 *
 * @param missed the events so far, where the page uninstalled before the adapters loaded: they send these and end.
 */
export async function useAttributes(
  iadvize: ScriptTag,
  get: GetAttribute,
  missed?: readonly IAdvizeEvent[],
): Promise<void> {
  const wordsOf = (name: string) => {
    const words = wordsIn(get(name) ?? '');
    return words.length ? words : undefined;
  };
  const platform = get('data-consent');
  const consents = platform !== null && (await iadvize.load('consents')).consents;
  const sampling = get('data-sampling');

  attempt(() => {
    const started = startedOn(iadvize);
    const options: AdapterOptions = {
      consent: consents ? lookUp('data-consent', consents, platform ?? '')(get) : undefined,
      events: get('data-events') === 'all' ? 'all' : (wordsOf('data-events') as EventName[] | undefined),
      include: wordsOf('data-include') as PrivateField[] | undefined,
      sampling: sampling === null ? undefined : numberIn(sampling),
    };
    for (const name of wordsOf('data-adapters') ?? []) {
      attempt(() => {
        const adapter = lookUp('data-adapters', makers, name)(options, get);
        if (started.has(name)) return;
        if (missed) adapter({ ...iadvize, events: missed, on: () => () => {} })?.();
        else iadvize.use(adapter);
        started.add(name);
      });
    }
  });
}
