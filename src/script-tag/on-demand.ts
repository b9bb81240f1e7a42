import type { IAdvizeEvent } from '../core/event';
import { openWhereAsked } from '../inspector/from-address';
import { attribute, pin, script } from './element';
import { start } from './start';
import type { Load, Modules } from './window';

/** The hash of the file of hashes, which the build puts here. */
declare const INTEGRITY: string;

interface AllModules extends Modules {
  /** The hash of each module's file, by its name. */
  readonly hashes: { readonly hashes: Readonly<Record<string, string>> };
}

/** A site that pins this script with `integrity` thereby pins the modules beside it, by their hashes. */
const load: Load<AllModules> = async (name) => {
  const file = (name === 'inspector' && attribute('data-inspector')) || `iadvize-callbacks.${name}.js`;
  const { href } = new URL(file, script?.src);
  try {
    if (script?.integrity) {
      await pin(href, name === 'hashes' ? INTEGRITY : ((await load('hashes')).hashes[name] ?? ''), script.nonce);
    }
    return (await import(href)) as never;
  } catch (error) {
    throw new Error(`${href} did not load`, { cause: error });
  }
};

const iadvize = start({ load });

if (attribute('data-adapters')) {
  let missed: readonly IAdvizeEvent[] | undefined;
  // The adapters get what fires before they have loaded, even if the page uninstalls meanwhile.
  iadvize.use(() => () => {
    missed = iadvize.events;
  });
  void load('adapters').then(({ useAttributes }) => useAttributes(iadvize, attribute, missed));
}

void openWhereAsked(() => load('inspector'));
