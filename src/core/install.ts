import { callbackNames } from './callbacks';
import type { AddedName } from './callbacks';
import { createEvents } from './events';
import { createOverwrites } from './overwrites';
import { own } from './own';
import { createPage } from './page';
import { libraryKey } from './shared';
import type { Install } from './shared';
import type { AddedEvents, IAdvizeCallbacks, InstallOptions } from './types';

/** Composes the library of one page: each part gets what it needs of the others. */
function compose(installedLate: boolean): Install {
  const names: string[] = [...callbackNames];
  const overwrites = createOverwrites();
  const { history, check, emit, on, off, once, begin, clear } = createEvents(names);
  const page = createPage(names, emit, overwrites);

  const iadvize: IAdvizeCallbacks = {
    on,
    off,
    once,
    installedLate,

    get events() {
      return [...history];
    },

    get overwrites() {
      return [...overwrites.list];
    },

    use(adapter) {
      check('*', adapter);
      const undo = page.installed && adapter(iadvize);
      return undo ? begin(undo) : () => {};
    },

    uninstall() {
      clear();
      page.uninstall();
    },
  };

  return (options, recording) => {
    for (const name of addedBy(options)) if (!names.includes(name)) names.push(name);
    if (typeof window !== 'undefined') page.install(own(options, 'overwrites') === 'last', recording);
    return iadvize;
  };
}

const addedBy = (options: InstallOptions): readonly string[] => own(options, 'callbacks') ?? [];

// eslint-disable-next-line no-console -- silence would be a defect
const warn = (text: string) => console.warn(text);

/** What stands in for the page where there is none, on a server. */
const nowhere: Pick<Window, typeof libraryKey> = {};

/**
 * Makes every callback of the iAdvize tag an event, and keeps it so whatever the page's scripts assign to
 * `window.iAdvizeCallbacks`. Call it before the tag loads, and again anywhere: a page has one object, which is returned
 * each time. Without a `window`, on a server, the object takes the same calls and does nothing.
 * @throws TypeError where a name in `callbacks` does not begin with `on` and a capital letter.
 * @example
 * import { installCallbacks } from 'iadvize-callbacks';
 * const iadvize = installCallbacks();
 * iadvize.on('chatStarted', ({ detail }) => console.log(detail.id));
 */
export function installCallbacks<const Name extends AddedName>(
  options: InstallOptions<Name> & Required<Pick<InstallOptions<Name>, 'callbacks'>>,
): AddedEvents<Name> & IAdvizeCallbacks;
export function installCallbacks(options?: InstallOptions): IAdvizeCallbacks;
export function installCallbacks(options: InstallOptions = {}): IAdvizeCallbacks {
  for (const name of addedBy(options).map(String)) {
    if (!/^on[A-Z]/.test(name)) throw new TypeError(`No callback ${name}`);
  }
  const page = typeof window === 'undefined' ? nowhere : window;
  const found = page[libraryKey];
  if (typeof found === 'function') return found(options);
  // The tag sets `window.iAdvize` to an object. A page may have a string there, or an element with that id, which is
  // not the window's own property.
  const late = !found && typeof Object.getOwnPropertyDescriptor(page, 'iAdvize')?.value === 'object';
  if (late) warn('iadvize-callbacks came after the iAdvize tag: put the snippet first');
  const install = compose(late);
  page[libraryKey] = install;
  return install(options, found);
}
