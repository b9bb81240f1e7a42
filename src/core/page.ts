import { attempt } from './attempt';
import { byName, callbackNames } from './callbacks';
import type { CallbackName } from './callbacks';
import { createEvent } from './event';
import { history } from './listeners';
import { globalName } from './shared';
import type { Recording } from './shared';
import { createSlot, links } from './slot';
import type { Holding } from './slot';

export const holding: Holding = { installed: false, lastWins: false };
type Callbacks = Partial<Record<CallbackName, unknown>>;

/** The objects that have the accessors. */
const patched = new WeakSet<object>();
/** What stands under the global name. */
let current: Callbacks;
/** The same, as the site's own code made it. */
let site: Callbacks;
/** What the site's own code made of the global; undefined where it made nothing. */
let own: PropertyDescriptor | undefined;
/** Set where the global cannot carry an accessor. */
let observer: MutationObserver | undefined;

const property = (parts: PropertyDescriptor): PropertyDescriptor => ({
  ...parts,
  enumerable: true,
  configurable: true,
});

const prototypeOf = (object: object) => Object.getPrototypeOf(object) as object | null;

/** The property that an assignment makes. */
const assigned = (value: unknown) => property({ value, writable: true });

const slots = /* @__PURE__ */ byName((name) => createSlot(name, holding, () => (observer ? sync() : notice(name))));

const accessors = /* @__PURE__ */ byName((name) =>
  property({
    get() {
      if (!holding.installed) return site[name];
      notice(name);
      return slots[name].entry();
    },
    set(value: unknown) {
      if (holding.installed) notice(name);
      const withoutUs = holding.installed ? slots[name].assign(value, this) : value;
      if (this === current) Reflect.set(site, name, withoutUs);
    },
  }),
);

/** Takes in that the site deleted a callback. */
function notice(name: CallbackName): void {
  if (Object.hasOwn(current, name)) return;
  Reflect.deleteProperty(site, name);
  slots[name].assign();
  Object.defineProperty(current, name, accessors[name]);
}

/**
 * Puts an accessor under each callback's name, in place, so that whoever holds the object finds our entries and we hear
 * of every assignment. The accessors are own and enumerable, for a tag that copies them. They stand a second time on a
 * prototype slipped in behind the object, where they are found once the site has deleted an own one.
 *
 * @throws where the object takes no properties: frozen, or a `Proxy` that refuses.
 */
function patch(object: object): object {
  if (!patched.has(object)) {
    Object.defineProperties(object, accessors);
    Object.setPrototypeOf(object, Object.create(prototypeOf(object), accessors) as object);
    patched.add(object);
  }
  return object;
}

/** Takes what the site assigned to the global. */
function adopt(value: unknown): void {
  own = assigned(value);
  if (value === current && patched.has(current)) return;
  const given: object = Object(value) === value ? (value as object) : {};
  try {
    site = Object.create(prototypeOf(given), Object.getOwnPropertyDescriptors(given)) as Callbacks;
    current = patch(given);
  } catch {
    site = Object.create(given) as Callbacks;
    current = patch(Object.create(given) as object);
  }
  for (const name of callbackNames) {
    attempt(() => {
      if (name in site) {
        const value = site[name];
        const withoutUs = slots[name].assign(value, current);
        if (withoutUs !== value) Reflect.defineProperty(site, name, assigned(withoutUs));
      } else if (holding.lastWins) slots[name].assign();
    });
  }
}

/** Takes in what the site changed unseen. */
function sync(): void {
  // Before another object takes its place.
  callbackNames.forEach(notice);
  if (observer) {
    const value: unknown = Reflect.get(window, globalName);
    if (value !== current) {
      adopt(value);
      Reflect.set(window, globalName, current);
    }
  }
}

/** Has the inline snippet's functions stand for our entries, which they call from now on. */
function takeOver(recording: Recording): void {
  const entries = new Map(callbackNames.map((name) => [name, slots[name].entry()]));
  for (const name of callbackNames) links.set(Reflect.get(recording.entries, name) as object, {});
  recording.push = (name, args) => entries.get(name)?.(...args);
}

export function install(lastWins: boolean, recording?: Recording): void {
  if (holding.installed) return;
  holding.installed = true;
  holding.lastWins = lastWins;
  if (recording) {
    takeOver(recording);
    adopt(recording.entries);
  }
  const before = Object.getOwnPropertyDescriptor(window, globalName);
  adopt(before && Reflect.get(window, globalName));
  own = before;
  if (recording) {
    own = undefined;
    for (const value of recording.assigned) if (value) adopt(value);
    for (const [name, timestamp, [raw]] of recording.received) history.push(createEvent(name, raw, timestamp));
  }
  const accessor = property({ get: () => (sync(), current), set: (value) => (sync(), adopt(value)) });
  if (Reflect.defineProperty(window, globalName, accessor)) return;
  // A `var` before us made the global non-configurable. Look at it whenever a script of the page may have run: after an
  // external one, before the parser runs the next one, and after the last.
  Reflect.set(window, globalName, current);
  observer = new MutationObserver(sync);
  observer.observe(document, { childList: true, subtree: true });
  document.addEventListener('load', sync, true);
  document.addEventListener('DOMContentLoaded', sync);
}

export function uninstall(): void {
  if (!holding.installed) return;
  sync();
  holding.installed = false;
  if (observer) {
    observer.disconnect();
    observer = undefined;
    document.removeEventListener('load', sync, true);
    document.removeEventListener('DOMContentLoaded', sync);
  }
  for (const name of callbackNames) {
    slots[name].assign();
    delete current[name];
    const before = Object.getOwnPropertyDescriptor(site, name);
    // An entry of ours, copied where there was nothing to copy without us, is `undefined` here.
    if (before && (before.get || before.value !== undefined)) Object.defineProperty(current, name, before);
  }
  Object.setPrototypeOf(current, prototypeOf(site));
  patched.delete(current);
  // Where the page had no object of its own, ours is the site's as far as the site has put something on it.
  if (!own && Object.keys(current).length) own = assigned(current);
  if (!own) Reflect.deleteProperty(window, globalName);
  else if (!Reflect.defineProperty(window, globalName, own)) Reflect.set(window, globalName, own.value);
}
