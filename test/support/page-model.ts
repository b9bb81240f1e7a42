import type { CallbackName } from '../../src';

const documented = ['onChatStarted', 'onChatEnded'] as const satisfies CallbackName[];
/** Outside the table, and served once a script has named it. */
export const added = 'onBotTransferred';
export const names = [...documented, added] as const;
export type Name = (typeof names)[number];

/** A function of the site's: whose, and what it found and calls first. */
interface Value {
  readonly team: string;
  readonly found: () => Value | undefined;
  /** What it replaced, whether it calls it or not: that is left to whom it stood in front of, once it is gone. */
  before?: Value | undefined;
  /** Whether it was there when we were installed, so that what it chains to is known to itself alone. */
  adopted?: boolean;
  /** Whether the same code has run again since: what chains to this one runs the new one, as long as we are there. */
  gone?: boolean;
}

/** Whom a function of the site's runs. */
export const everyone = (value: Value | undefined): string[] => (value ? [...behind(value.found()), value.team] : []);

/** Whom it runs by calling what it found. */
const behind = (found: Value | undefined): string[] =>
  !found?.gone ? everyone(found) : found.adopted ? [] : behind(found.before);

/** An object of the site's; one that is refusing, such as a `Proxy` that says no to every change, stays as it is. */
export type Properties = Partial<Record<Name, Value | null>> & {
  refusing?: boolean;
  /** Whether a function of another object asks it for what to chain to. */
  asked?: boolean;
};

/**
 * What must happen, in the simplest terms: a page without us has an object with a function per callback; while we are
 * installed, each callback has a list of the site's functions, one per team.
 */
export class Model {
  installed = false;
  listeners = 0;
  /** The callbacks that we serve, while installed. */
  readonly served = new Set<Name>(documented);
  /** Per callback, while installed. */
  readonly lists: Record<Name, Value[]> = { onChatStarted: [], onChatEnded: [], onBotTransferred: [] };
  /** The latest of each list. */
  readonly latest: Partial<Record<Name, Value | undefined>> = {};
  /** What the site's own code made of the global, if anything. */
  object: Properties | undefined;
  /** The objects of whose changes we hear, per callback: those that were under the global name while we served it. */
  readonly heard: Record<Name, Set<Properties>> = {
    onChatStarted: new Set(),
    onChatEnded: new Set(),
    onBotTransferred: new Set(),
  };

  serves(name: Name) {
    return this.installed && this.served.has(name);
  }

  install(more: readonly Name[]) {
    const before = names.filter((name) => this.serves(name));
    for (const name of more) this.served.add(name);
    this.installed = true;
    for (const name of names) {
      if (!this.serves(name) || before.includes(name)) continue;
      if (this.object && !this.object.refusing) this.heard[name].add(this.object);
      const value = this.object?.[name];
      if (value) value.adopted = true;
      this.lists[name] = value ? [value] : [];
      this.latest[name] = value ?? undefined;
    }
  }

  uninstall() {
    if (!this.installed) return;
    this.installed = false;
    if (this.object) for (const name of names) this.heard[name].delete(this.object);
    this.listeners = 0;
  }

  /** What site code copies with the object: also a `null`, of a page without us. */
  copied(name: Name): Value | null | undefined {
    return this.serves(name) ? this.latest[name] : this.object?.[name];
  }

  /** What site code finds under a callback's name. */
  find(name: Name): Value | undefined {
    return this.copied(name) ?? undefined;
  }

  /** What a function finds on the global's object of now, whenever it asks it: what the site has put there. */
  ask(name: Name): () => Value | undefined {
    const { object } = this;
    return () => {
      const own = object?.[name];
      return own ? { ...own, gone: false } : undefined;
    };
  }

  /** What the site makes the global. */
  hold(object: Properties) {
    this.object = object;
    if (!object.refusing) for (const name of names) if (this.serves(name)) this.heard[name].add(object);
  }

  /** What the site puts on an object. */
  put(object: Properties, name: Name, value: Value | null | undefined) {
    if (!this.serves(name)) return;
    if (object !== this.object && !this.heard[name].has(object)) return;
    const list = this.lists[name];
    const same = list.findIndex(({ team }) => team === value?.team);
    const earlier = list[same];
    if (value && value !== earlier) value.before = this.latest[name];
    this.latest[name] = value ?? undefined;
    if (!value) this.lists[name] = [];
    else if (earlier) {
      if (earlier !== value) earlier.gone = true;
      list[same] = value;
    } else list.push(value);
  }

  /** Who runs when the tag calls: with us, each once. */
  called(name: Name): string[] {
    if (!this.serves(name)) return everyone(this.object?.[name] ?? undefined);
    return [...new Set(this.lists[name].flatMap(everyone))];
  }
}
