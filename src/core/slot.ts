import { attempt } from './attempt';
import type { CallbackName } from './callbacks';
import { createEvent } from './event';
import type { IAdvizeEvent } from './event';
import { emit } from './listeners';

/** A function under a callback's name: the site's, or the entry that we put there for the tag. */
type CallbackFunction = (this: unknown, ...args: unknown[]) => unknown;

/** What the site would find without us where it finds an entry of ours. */
interface Link {
  /** Absent where the site had none, and once the same code, run again, has replaced it. */
  site?: CallbackFunction | undefined;
  /** The object that the site put it on, its `this`. */
  readonly owner?: unknown;
  /** What it came in place of. */
  previous?: Link | undefined;
}

/** One callback's place on the page. */
export interface Slot {
  /**
   * What belongs under the callback's name now. Its event's time is that of the call, unless its `this` is a number, by
   * which another copy of this library tells when the tag made the call, in epoch milliseconds.
   */
  entry(): CallbackFunction;
  /**
   * Takes what the site put under the callback's name of `owner`: a function is added; `null` or `undefined` removes the
   * site's functions.
   * @returns what the site would have put there without us.
   */
  assign(value?: unknown, owner?: unknown): unknown;
}

/** How a slot's page is held. */
export interface Holding {
  /** Whether the entries stand for us, or, after an `uninstall`, for the site's functions alone. */
  installed: boolean;
  /** Whether a function of the site's replaces the earlier ones, as it does without us. */
  lastWins: boolean;
}

/** Our entries, by which they are told from the site's functions. */
export const links = new WeakMap<object, Link>();

/** The nearest link, going back, that stands for a function. */
function standing(link: Link | undefined): Link | undefined {
  while (link && !link.site) link = link.previous;
  return link;
}

/** The same text under the same name is the same code; the name tells bound functions apart, whose text is hidden. */
function sourceOf(site: unknown): unknown {
  try {
    return (site as CallbackFunction).name + Function.prototype.toString.call(site);
  } catch {
    return site;
  }
}

export function createSlot(name: CallbackName, holding: Holding, sync: () => void): Slot {
  /** The site's functions that a call runs, by their source, oldest first. */
  const live = new Map<unknown, Link>();
  let top: Link;
  let entry: CallbackFunction;
  /** The event whose call is running the site's functions. */
  let running: IAdvizeEvent | undefined;

  function push(link: Link): void {
    top = link;
    entry = function (...args) {
      const [raw] = args;
      // While the site's functions run, a call is one of them chaining to what it found, unless it comes through the
      // latest entry, as the tag's do, with something else.
      if (!holding.installed || (running && (link !== top || raw === running.raw))) {
        // A live one has its turn anyway.
        const { site, owner } = standing(link) ?? {};
        if (live.get(sourceOf(site))?.site !== site) site?.apply(owner, args);
        return;
      }
      sync();
      const event = createEvent(name, raw, typeof this === 'number' ? this : Date.now());
      if (live.size) {
        const outer = running;
        running = event;
        for (const { site, owner } of [...live.values()]) attempt(() => site?.apply(owner, args));
        running = outer;
      }
      emit(event);
    };
    links.set(entry, link);
  }

  function assign(value?: unknown, owner?: unknown): unknown {
    const found = links.get(value as object);
    const site = found ? standing(found)?.site : value;
    const source = sourceOf(site);
    const same = live.get(source);
    if (value === null || value === undefined) {
      live.clear();
      push({});
    } else if (typeof site === 'function' && same?.site !== site) {
      // The code run again found its first run's entry, which from now on stands for what the first run found.
      if (same) {
        same.site = undefined;
        same.previous = standing(same.previous);
      }
      if (holding.lastWins) live.clear();
      push({ site: site as CallbackFunction, owner, previous: standing(top) });
      live.set(source, top);
    }
    return site;
  }

  assign();
  return { entry: () => entry, assign };
}
