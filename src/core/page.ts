import { address } from './address';
import { attempt } from './attempt';
import { eventsOf } from './event';
import type { IAdvizeEvent } from './event';
import type { Overwrites } from './overwrites';
import { owns } from './own';
import { globalName } from './shared';
import type { Recording } from './shared';
import { createSlot } from './slot';
import type { Around, CallbackFunction, Link, Slot } from './slot';

/** What a page's own code and the tag find under `window.iAdvizeCallbacks`. */
export interface Page extends Around {
  /** Installs us; where we are installed, serves names that are new. */
  install(lastWins: boolean, recording?: Recording): void;
  /** Puts back what the page would have without us. */
  uninstall(): void;
}

type Callbacks = Record<string, unknown>;

/** The page itself writes what its slots only read. */
type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** The descriptor has no prototype: what a script puts on `Object.prototype` would count as part of it. */
const define = (object: object, name: string, parts: PropertyDescriptor) =>
  Reflect.defineProperty(object, name, { __proto__: null, enumerable: true, configurable: true, ...parts } as object);

/** The descriptor of the property that an assignment makes. */
const assigned = (value: unknown): PropertyDescriptor => ({ value, writable: true });

const prototypeOf = (object: object) => Object.getPrototypeOf(object) as object;

/**
 * Puts an accessor under each callback's name of the object that the site gives, in place, so that whoever holds the
 * object finds our entries and we hear of every assignment. The accessors are own and enumerable, for a tag that copies
 * them. They stand a second time on a prototype slipped in behind the object, where they are found once the site has
 * deleted an own one.
 *
 * @param names the callbacks to serve; may grow.
 */
export function createPage(
  names: readonly string[],
  emit: (event: IAdvizeEvent) => void,
  overwrites: Overwrites,
): Page {
  const slots = new Map<string, Slot>();
  /** What stands under each callback's name; `this` is the object that is asked. */
  const accessors = new Map<string, PropertyDescriptor>();
  /** The objects that have the accessors, each with its callbacks as they would be without us. */
  const originals = new WeakMap<object, Callbacks>();
  /** When an object was replaced, by number: whoever asks it is not sent on to what came after. */
  const replaced = new WeakMap<object, number>();
  let count = 0;
  /** What stands under the global name, once somebody has asked for it or put something there. */
  let current: Callbacks | undefined;
  /** The global's descriptor as it would be without us; undefined where the site has set nothing. */
  let made: PropertyDescriptor | undefined;
  /** Set where the global cannot carry an accessor. */
  let observer: MutationObserver | undefined;

  /** Whether our accessor stands there: the site may have deleted or redefined it. */
  const hasAccessor = (object: object, name: string): boolean =>
    Object.getOwnPropertyDescriptor(object, name)?.get === accessorOf(name).get;

  /** Whatever the site has put there; a getter of the site's is asked as the site's object. */
  const withoutUs = (object: object, name: string) =>
    Reflect.get(originals.get(object) ?? {}, name, object) as CallbackFunction;

  function slotOf(name: string): Slot {
    let slot = slots.get(name);
    if (!slot) slots.set(name, (slot = createSlot(name, page)));
    return slot;
  }

  function accessorOf(name: string): PropertyDescriptor {
    let accessor = accessors.get(name);
    if (accessor) return accessor;
    accessor = {
      get(this: object) {
        // An object that was replaced before an `uninstall` still has the accessors.
        if (!page.installed) return withoutUs(this, name);
        page.look(name);
        const replacement = replaced.get(this);
        if (!replacement) return slotOf(name).entry();
        const link: Link = { owner: this };
        // Who asks may be the tag, and the site's getter may throw.
        attempt(() => (link.site = withoutUs(this, name)));
        return slotOf(name).past(link, replacement);
      },
      set(this: object, value: unknown) {
        let own = value;
        if (page.installed) {
          page.look(name);
          overwrites.add(name, true);
          own = slotOf(name).assign(value, this);
        }
        const original = originals.get(this);
        if (original) define(original, name, assigned(own));
      },
    };
    accessors.set(name, accessor);
    return accessor;
  }

  /** Puts our accessor under a callback's name, and adopts the function that the site has there. */
  function claim(object: Callbacks, name: string): void {
    const original = originals.get(object) ?? {};
    const layer = prototypeOf(object);
    const known = owns(layer, name);
    const found = Object.getOwnPropertyDescriptor(object, name);
    const accessor = accessorOf(name);
    if (!define(object, name, accessor)) {
      if (!known || found) throw new TypeError();
      // What the site deleted before it closed its object is seen once.
      if (!owns(original, name)) return;
    }
    define(layer, name, accessor);
    if (known) {
      overwrites.add(name);
      Reflect.deleteProperty(original, name);
      if (!found) slotOf(name).assign();
    }
    if (found) define(original, name, found);
    attempt(() => {
      const value = withoutUs(object, name);
      // What comes from `Object.prototype` was not meant for this object.
      if (found || value !== Reflect.get(Object.prototype, name)) {
        const own = slotOf(name).assign(value, object);
        // Defined, since an assignment would run the setter that the snippet has there.
        if (own !== value) define(original, name, assigned(own));
      } else if (page.lastWins) slots.get(name)?.assign();
    });
  }

  /** @throws where the object takes no properties: frozen, or a `Proxy` that refuses. */
  function patch(object: Callbacks): void {
    if (current) replaced.set(current, page.next());
    replaced.delete(object);
    const prototype = prototypeOf(object);
    Object.setPrototypeOf(object, Object.create(prototype) as object);
    originals.set(object, Object.create(prototype) as Callbacks);
    for (const name of names) claim(object, name);
    current = object;
  }

  /** Makes what the site put under the global name the object that the tag finds. */
  function hold(value: unknown): void {
    const given = (Object(value) === value ? value : {}) as Callbacks;
    try {
      restore(given);
      patch(given);
    } catch {
      // One that the site has closed still has our accessors: what it has without us is known to us alone.
      patch(Object.create(given) as Callbacks);
      for (const name of names) {
        attempt(() => {
          const site = withoutUs(given, name);
          if (site && site !== Reflect.get(Object.prototype, name)) slotOf(name).assign(site, given);
        });
      }
    }
  }

  /** Puts our accessor on the current object where it is not; where the site has closed that, one of ours goes in front. */
  function serve(name: string, isThere: (object: object, name: string) => boolean): void {
    if (!current) return;
    try {
      if (!isThere(current, name)) claim(current, name);
    } catch {
      hold(current);
    }
  }

  /**
   * Puts an object back as the site's own code would have it. One that the site has closed keeps our accessors, which give what
   * it would have.
   */
  function restore(object: Callbacks): void {
    const original = originals.get(object);
    if (!original || !Object.isExtensible(object)) return;
    for (const name of names) {
      // The site has put something else there since.
      if (!hasAccessor(object, name)) continue;
      Reflect.deleteProperty(object, name);
      const before = Object.getOwnPropertyDescriptor(original, name);
      // `undefined` stands for a copied entry of ours: without us there was nothing to copy.
      if (before && !(owns(before, 'value') && before.value === undefined)) define(object, name, before);
    }
    Reflect.setPrototypeOf(object, prototypeOf(original));
    originals.delete(object);
  }

  /** Adopts what the site assigned to the global. */
  function adopt(value: unknown, seen?: boolean): void {
    made = assigned(value);
    if (current && value === current) return;
    if (seen || value) overwrites.add(undefined, seen);
    hold(value);
  }

  /** Adopts what the site changed without calling our accessors. */
  function sync(): void {
    // The current object first, before another takes its place.
    for (const name of names) serve(name, hasAccessor);
    if (observer) {
      const value: unknown = Reflect.get(window, globalName);
      if (value === current) return;
      adopt(value);
      Reflect.set(window, globalName, current);
    }
  }

  /** Calls the prototype's method: in place of the document's own, there may be an element of that name. */
  function watch(method: 'addEventListener' | 'removeEventListener'): void {
    EventTarget.prototype[method].call(document, 'load', sync, true);
    EventTarget.prototype[method].call(document, 'DOMContentLoaded', sync);
  }

  /** Takes what the snippet recorded; from now on, the snippet's functions call our entries. */
  function takeOver({ entries, assigned, received }: Recording, recording: Recording): void {
    const ours = new Map<string, CallbackFunction>();
    for (const name of names) {
      ours.set(name, slotOf(name).entry());
      page.entries.set(Object(entries[name]) as object, {});
    }
    recording.push = (name, args) => ours.get(name)?.(...args);
    hold(entries);
    // What took the global from the snippet: a `var`, or what was defined there.
    const now: unknown = Reflect.get(window, globalName);
    for (const value of now === entries ? assigned : [...assigned, now]) if (value) adopt(value);
    for (const [name, timestamp, [raw], page] of received) {
      emit(eventsOf(name)(raw, timestamp, typeof page === 'string' ? page : address()));
    }
  }

  const page: Mutable<Page> = {
    installed: false,
    lastWins: false,
    entries: new WeakMap(),
    next: () => (count += 1),
    emit,

    look(name: string): void {
      if (observer) sync();
      else serve(name, owns);
    },

    install(lastWins: boolean, recording?: Recording): void {
      if (page.installed) return sync();
      page.installed = true;
      page.lastWins = lastWins;
      if (recording) takeOver(recording, recording);
      else {
        const before = Object.getOwnPropertyDescriptor(window, globalName);
        if (before) adopt(Reflect.get(window, globalName));
        made = before;
      }
      const global: PropertyDescriptor = {
        get() {
          sync();
          if (!current) hold(undefined);
          return current;
        },
        set(value) {
          sync();
          adopt(value, true);
        },
      };
      if (define(window, globalName, global)) return;
      // A `var` before us made the global non-configurable. Look at it whenever a script of the page may have run: after an
      // external one, before the parser runs the next one, and after the last.
      Reflect.set(window, globalName, current);
      observer = new MutationObserver(sync);
      observer.observe(document, { childList: true, subtree: true });
      watch('addEventListener');
    },

    uninstall(): void {
      if (!page.installed) return;
      sync();
      overwrites.clear();
      page.installed = false;
      /** Whether the site has defined something in the place of our accessor. */
      const taken = !observer && owns(Object.getOwnPropertyDescriptor(window, globalName) ?? {}, 'value');
      if (observer) {
        observer.disconnect();
        observer = undefined;
        watch('removeEventListener');
      }
      for (const slot of slots.values()) slot.assign();
      if (current) {
        restore(current);
        // Where the page had no object of its own, ours stays if the site has put something on it.
        if (!made && Object.keys(current).length) made = assigned(current);
        current = undefined;
      }
      if (taken) return;
      if (!made) Reflect.deleteProperty(window, globalName);
      else if (!define(window, globalName, made)) Reflect.set(window, globalName, made.value);
    },
  };

  return page;
}
