import { address } from './address';
import { attempt } from './attempt';
import { eventsOf } from './event';
import type { IAdvizeEvent } from './event';

/*
 * The one hard rule: who chains to whom, and when a call is the tag's.
 *
 * Site code may keep the function that it finds under a callback's name and have its own function call that one. On a page
 * without us it would find the site's previous function, or nothing. With us it finds an entry: a function of ours, which
 * the tag finds as well. Each assignment makes a new entry, so that an entry tells which assignment it was found after:
 *
 *     page without us                      page with us
 *     X = A                                A is live, entry 1 stands for A
 *     found = X  (A)                       found = entry 1
 *     X = B, which calls found             A and B are live, entry 2 stands for B, and before it for A
 *     the tag calls X: B, and by it A      the tag calls entry 2: A and B, each once; B calls entry 1, which is nothing new
 *
 * While a call runs the site's functions, a call of an entry is one of them chaining, unless it comes through the latest
 * entry with another argument: then the tag is calling again. What chains to code that is live does not run it, since it has
 * its turn; what chains to code that is no longer live does, as without us. So it is with a call that comes later, of a site's
 * function that had to wait: it comes through an older entry than the tag's last call, and the tag, which keeps what it found
 * or looks anew, never goes back. Any other call is the tag's: it is an event, and runs every live function, oldest first,
 * before the listeners hear of it.
 *
 * An object that was replaced shows entries of its own: a tag that keeps the object calls those. Once the tag has
 * called a later one, whoever still asks that object is a site's function chaining.
 */

/** A function under a callback's name: the site's, or an entry. */
export type CallbackFunction = (this: unknown, ...args: unknown[]) => unknown;

/** What an entry stands for: the site's function that would be in its place without us. */
export interface Link {
  /** Absent where the site had none or put an earlier function there again, and after the same code replaced it. */
  site?: CallbackFunction | undefined;
  /** The object that the site put it on, its `this`. */
  owner?: unknown;
  /** The link that it replaced. */
  previous?: Link | undefined;
}

/** What a callback's place needs of the page around it. */
export interface Around {
  /** Whether entries stand for us, or, after an `uninstall`, for the site's functions alone. */
  readonly installed: boolean;
  /** Whether a function of the site's replaces the earlier ones, as it does without us. */
  readonly lastWins: boolean;
  /** Every entry of the page, by which entries are told from the site's functions. */
  readonly entries: WeakMap<object, Link>;
  /** Numbers entries, and the replacements of objects, in the order in which they come. */
  next(): number;
  /** Adopts what the site changed without calling our accessors, before a call is counted. */
  look(name: string): void;
  emit(event: IAdvizeEvent): void;
}

/** One callback's place on the page. */
export interface Slot {
  /**
   * What belongs under the callback's name now. A call has the time and the page at which it is made. To pass on a call
   * that the tag made elsewhere, give its time (epoch milliseconds) as `this`, and its page as the second argument.
   */
  entry(): CallbackFunction;
  /**
   * An entry of an object that was replaced, which the tag may keep; `link` has what the object has without us, and
   * `replacement` is its number.
   */
  past(link: Link, replacement: number): CallbackFunction;
  /**
   * Adopts what the site put under the callback's name of `owner`: a function is added; `null` or `undefined` removes
   * the site's functions.
   * @returns what the site would have put there without us.
   */
  assign(value?: unknown, owner?: unknown): unknown;
}

/** The nearest link, going back, that stands for a function. */
function standing(link: Link | undefined): Link | undefined {
  while (link && !link.site) link = link.previous;
  return link;
}

/** The same text under the same name is the same code; the name tells bound functions apart, whose text is hidden. */
function sourceOf(site: CallbackFunction): unknown {
  try {
    return site.name + Function.prototype.toString.call(site);
  } catch {
    return site;
  }
}

export function createSlot(name: string, around: Around): Slot {
  const createEvent = eventsOf(name);
  /** The site's functions that a call runs, by their source, oldest first. */
  const live = new Map<unknown, Link>();
  let top: Link;
  let entry: CallbackFunction;
  /** The number of the latest entry. */
  let latest = 0;
  /** The latest entry, by its number, that the tag has called. */
  let called = 0;
  /** The latest that it knows of: `called`, or, where that is of an object that was replaced, the latest at that time. */
  let known = 0;
  /** The event whose call is running the site's functions. */
  let running: IAdvizeEvent | undefined;

  function chain(link: Link, args: unknown[]): void {
    const { site, owner } = standing(link) ?? {};
    if (site && !live.has(sourceOf(site))) site.apply(owner, args);
  }

  function call(origin: unknown, args: unknown[]): void {
    around.look(name);
    const event =
      typeof origin === 'number'
        ? createEvent(args[0], origin, String(args[1]))
        : createEvent(args[0], Date.now(), address());
    if (live.size) {
      const outer = running;
      running = event;
      for (const { site, owner } of [...live.values()]) attempt(() => site?.apply(owner, args));
      running = outer;
    }
    around.emit(event);
  }

  function enter(link: Link, replacement?: number): CallbackFunction {
    const number = replacement ?? latest;
    const made: CallbackFunction = function (...args) {
      const newest = replacement ? called : running ? latest : known;
      if (!around.installed || number < newest || (running && args[0] === running.raw)) chain(link, args);
      else {
        called = number;
        known = replacement ? latest : number;
        call(this, args);
      }
    };
    around.entries.set(made, link);
    return made;
  }

  function push(link: Link): void {
    top = link;
    latest = around.next();
    entry = enter(link);
  }

  function assign(value?: unknown, owner?: unknown): unknown {
    if (value === null || value === undefined) {
      live.clear();
      push({});
      return value;
    }
    const link = around.entries.get(Object(value) as object);
    const site = link ? standing(link)?.site : value;
    if (typeof site === 'function') {
      take(site as CallbackFunction, owner);
    }
    return site;
  }

  function take(site: CallbackFunction, owner: unknown): void {
    const source = sourceOf(site);
    let link = live.get(source);
    if (link?.site === site) {
      // The same function was assigned again: it stays in front of what it found the first time.
      link.owner = owner;
      if (link === standing(top)) return;
      push({ previous: link });
    } else {
      if (link) {
        // Run again, the code found the entry of its first run. From now on that entry stands for what the first run
        // found, and the first run's object can be freed.
        link.site = link.owner = undefined;
        link.previous = standing(link.previous);
      }
      link = { site, owner, previous: standing(top) };
      push(link);
    }
    if (around.lastWins) live.clear();
    live.set(source, link);
  }

  assign();
  return { entry: () => entry, past: enter, assign };
}
