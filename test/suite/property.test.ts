import fc from 'fast-check';
import { expect, it } from 'vitest';
import { installCallbacks as installOlder } from 'iadvize-callbacks-0.1.0';
import { installCallbacks } from '../../src';
import type { CallbackName, IAdvizeCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import type { FakeTag, Reads } from '../../src/testing';
import { createTeams, page } from '../support/site';

/** One environment does it all; the others, which start slower, a part. */
const sequences = navigator.userAgent.includes('jsdom') ? 20_000 : 1_000;

const names = ['onChatStarted', 'onChatEnded'] as const satisfies CallbackName[];
type Name = (typeof names)[number];

/** A function of the site's: whose, and what it found and calls first. */
interface Value {
  readonly team: string;
  readonly found: Value | undefined;
  /** Whether it was there when we were installed, so that what it chains to is known to itself alone. */
  adopted?: boolean;
  /** Whether the same code has run again since: what chains to this one runs the new one, as long as we are there. */
  gone?: boolean;
}

/** Whom a function of the site's runs, each once. */
const everyone = (value: Value | undefined): string[] =>
  value ? [...new Set([...behind(value.found), value.team])] : [];

/** Whom it runs by calling what it found. */
const behind = (found: Value | undefined): string[] =>
  !found?.gone ? everyone(found) : found.adopted ? [] : behind(found.found);

type Properties = Partial<Record<Name, Value | null>>;

/**
 * What must happen, in the simplest terms: a page without us has an object with a function per callback; while we are
 * installed, each callback has a list of the site's functions, one per team.
 */
class Model {
  installed = false;
  listeners = 0;
  /** Per callback, while installed. */
  lists: Record<Name, Value[]> = { onChatStarted: [], onChatEnded: [] };
  /** The latest of each list. */
  latest: Partial<Record<Name, Value | undefined>> = {};
  /** What the site's own code made of the global, if anything. */
  object: Properties | undefined;
  /** The objects of whose changes we hear: those that were under the global name while we were installed. */
  readonly heard = new Set<Properties>();

  install() {
    if (this.installed) return;
    this.installed = true;
    if (this.object) this.heard.add(this.object);
    for (const name of names) {
      const value = this.object?.[name];
      if (value) value.adopted = true;
      this.lists[name] = value ? [value] : [];
      this.latest[name] = value ?? undefined;
    }
  }

  uninstall() {
    this.installed = false;
    if (this.object) this.heard.delete(this.object);
    this.listeners = 0;
  }

  /** What site code finds under a callback's name. */
  find(name: Name): Value | undefined {
    return (this.installed ? this.latest[name] : this.object?.[name]) ?? undefined;
  }

  /** What the site puts on an object. */
  put(object: Properties, name: Name, value: Value | null | undefined) {
    if (!this.installed) return;
    if (object === this.object) this.heard.add(object);
    if (!this.heard.has(object)) return;
    this.latest[name] = value ?? undefined;
    const list = this.lists[name];
    const same = list.findIndex(({ team }) => team === value?.team);
    const before = list[same];
    if (!value) this.lists[name] = [];
    else if (before) {
      if (before !== value) before.gone = true;
      list[same] = value;
    } else list.push(value);
  }

  /** Who runs when the tag calls. */
  called(name: Name): string[] {
    const values = this.installed ? this.lists[name] : [this.object?.[name] ?? undefined];
    return [...new Set(values.flatMap((value) => everyone(value)))];
  }
}

class Real {
  readonly teams = createTeams();
  readonly heard: string[] = [];
  iadvize: IAdvizeCallbacks | undefined;
  tag: FakeTag | undefined;
  /** Whether the tag loaded while we were installed, and still are, or looks everything up at each call. */
  current = false;
  /** The objects that the site has assigned, and keeps. */
  readonly kept: { readonly real: NonNullable<typeof page.iAdvizeCallbacks>; readonly model: Properties }[] = [];
}

type Command = fc.Command<Model, Real>;

function command(
  text: string,
  run: (model: Model, real: Real) => void,
  check: (model: Model) => boolean = () => true,
): Command {
  return { check: (model) => check(model), run, toString: () => text };
}

/** By either version: the first on the page, which is ours, serves both. */
const install = fc.boolean().map((older) =>
  command(older ? 'install by 0.1.0' : 'install', (model, real) => {
    model.install();
    real.iadvize ??= installCallbacks();
    expect(older ? installOlder() : installCallbacks()).toBe(real.iadvize);
  }),
);

const uninstall = fc.constant(
  command('uninstall', (model, real) => {
    model.uninstall();
    real.iadvize?.uninstall();
    real.current = real.tag?.reads === 'live';
  }),
);

const listen = fc.constant(
  command(
    'listen',
    (model, real) => {
      model.listeners += 1;
      real.iadvize?.on('*', ({ callback }) => real.heard.push(callback));
    },
    (model) => model.installed,
  ),
);

const load = fc.constantFrom<Reads[]>('live', 'reference', 'snapshot').map((reads) =>
  command(`load ${reads}`, (model, real) => {
    real.tag = createFakeTag({ reads });
    real.tag.load();
    real.current = reads === 'live' || model.installed;
  }),
);

const assign = fc
  .record({
    team: fc.constantFrom('A', 'B', 'C'),
    on: fc.subarray([...names], { minLength: 1 }),
    how: fc.constantFrom('plain', 'spread', 'chain', 'null'),
  })
  .map(({ team, on, how }) =>
    command(
      `assign ${how} ${team} ${on.join()}`,
      (model, real) => {
        const found = page.iAdvizeCallbacks;
        const object: Record<string, ((argument?: unknown) => void) | null | undefined> =
          how === 'spread' ? { ...found } : {};
        const properties: Properties = {};
        if (how === 'spread') {
          for (const name of names) {
            const value = model.find(name);
            if (value) properties[name] = value;
          }
        }
        for (const name of on) {
          const previous = how === 'chain' ? found?.[name] : undefined;
          // A team's chaining code is another code than its plain one.
          const code = how === 'chain' ? `${team}+` : team;
          const value = { team: code, found: how === 'chain' ? model.find(name) : undefined };
          object[name] =
            how === 'null' ? null : how === 'chain' ? real.teams.chained(code, previous) : real.teams.plain(code);
          properties[name] = how === 'null' ? null : value;
        }
        page.iAdvizeCallbacks = object;
        model.object = properties;
        for (const name of on) model.put(properties, name, properties[name]);
        real.kept.push({ real: object, model: properties });
      },
      // Without us, a chain of the same code runs it twice.
      (model) => how !== 'chain' || model.installed,
    ),
  );

const assignAgain = fc.nat(9).map((index) =>
  command(`assign the kept object ${index} again`, (model, real) => {
    const kept = real.kept[index % real.kept.length];
    if (!kept) return;
    page.iAdvizeCallbacks = kept.real;
    if (model.object === kept.model) return;
    model.object = kept.model;
    for (const name of names) {
      const value = kept.model[name];
      // Put there again, it is there again.
      if (value?.gone) kept.model[name] = { ...value, gone: false };
      if (name in kept.model) model.put(kept.model, name, kept.model[name]);
    }
  }),
);

const change = fc
  .record({
    team: fc.constantFrom('A', 'B', 'C'),
    name: fc.constantFrom(...names),
    how: fc.constantFrom('function', 'null', 'delete'),
    through: fc.oneof(fc.constant('global'), fc.nat(9)),
  })
  .map(({ team, name, how, through }) =>
    command(`${how} ${team} ${name} through the ${through} object`, (model, real) => {
      const kept = typeof through === 'number' ? real.kept[through % real.kept.length] : undefined;
      const object = kept?.real ?? page.iAdvizeCallbacks;
      if (!object) return;
      // On a page without an object, ours becomes the site's.
      const properties = kept?.model ?? (model.object ??= {});
      // A deletion on an object that has been replaced is not seen, and says nothing of the page.
      if (how === 'delete' && properties !== model.object) return;
      if (how === 'delete') {
        delete object[name];
        delete properties[name];
        model.put(properties, name, undefined);
      } else {
        const value = how === 'null' ? null : { team, found: undefined };
        object[name] = value && real.teams.plain(team);
        properties[name] = value;
        model.put(properties, name, value);
      }
    }),
  );

const call = fc.constantFrom(...names).map((name) =>
  command(`call ${name}`, (model, real) => {
    if (!real.tag || !real.current) return;
    real.tag.call(name, { id: 1 });
    expect(real.teams.ran().sort()).toEqual(model.called(name).sort());
    const heard = real.heard.splice(0);
    expect(heard).toEqual(Array.from({ length: model.installed ? model.listeners : 0 }, () => name));
  }),
);

it(`does what a simple model says, over ${sequences} sequences`, () => {
  fc.assert(
    fc.property(
      fc.commands([install, uninstall, listen, load, assign, assign, assignAgain, change, call, call], {
        maxCommands: 20,
      }),
      (commands) => {
        const real = new Real();
        try {
          fc.modelRun(
            () => ({ model: new Model(), real }),
            [
              ...commands,
              ...names.map((name) =>
                command(`call ${name}`, (model, end) => {
                  model.uninstall();
                  end.iadvize?.uninstall();
                  const own = page.iAdvizeCallbacks;
                  own?.[name]?.({ id: 1 });
                  expect(end.teams.ran().sort()).toEqual(everyone(model.object?.[name] ?? undefined).sort());
                }),
              ),
            ],
          );
        } finally {
          real.iadvize?.uninstall();
          Reflect.deleteProperty(window, 'iAdvizeCallbacks');
        }
      },
    ),
    { numRuns: sequences },
  );
}, 120_000);
