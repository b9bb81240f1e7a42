import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { installCallbacks as installOlder } from 'iadvize-callbacks-0.1.0';
import { installCallbacks } from '../../src';
import type { CallbackName, IAdvizeCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import type { FakeTag, Reads } from '../../src/testing';
import { added, everyone, Model, names } from '../support/page-model';
import type { Name, Properties } from '../support/page-model';
import { createTeams, page } from '../support/site';

declare module 'vitest' {
  interface ProvidedContext {
    /** How many random sequences to play, where it is not the usual number. */
    sequences?: number;
  }
}

/** One environment does it all; the others, which start slower, a part. */
const sequences = inject('sequences') ?? (navigator.userAgent.includes('jsdom') ? 20_000 : 1_000);

/** In milliseconds, on a machine that does other things, too. */
const timeout = 60_000 + sequences * 10;

class Real {
  readonly teams = createTeams();
  readonly heard: string[] = [];
  iadvize: IAdvizeCallbacks | undefined;
  tag: FakeTag | undefined;
  /** The callbacks that the tag loaded while we served them, and we still do, or all, where it looks them up at each call. */
  current: readonly Name[] = [];
  /** The objects that the site has assigned, and keeps. */
  readonly kept: { readonly real: NonNullable<typeof page.iAdvizeCallbacks>; readonly model: Properties }[] = [];
}

type Command = fc.Command<Model, Real>;

const nothing = () => undefined;

function command(
  text: string,
  run: (model: Model, real: Real) => void,
  check: (model: Model) => boolean = () => true,
): Command {
  return { check: (model) => check(model), run, toString: () => text };
}

/** By either version: the first on the page, which is ours, serves both. */
const install = fc
  .record({ older: fc.boolean(), more: fc.constantFrom([], [], [added] as const) })
  .map(({ older, more }) =>
    command(older ? 'install by 0.1.0' : `install ${more.join()}`, (model, real) => {
      const callbacks = older ? [] : more;
      model.install(callbacks);
      real.iadvize ??= installCallbacks({ callbacks });
      expect(older ? installOlder() : installCallbacks({ callbacks })).toBe(real.iadvize);
    }),
  );

const uninstall = fc.constant(
  command('uninstall', (model, real) => {
    model.uninstall();
    real.iadvize?.uninstall();
    real.current = real.tag?.reads === 'live' ? names : [];
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
    real.current = names.filter((name) => reads === 'live' || model.serves(name));
  }),
);

const refuses: ProxyHandler<NonNullable<typeof page.iAdvizeCallbacks>> = {
  set: () => false,
  defineProperty: () => false,
  deleteProperty: () => false,
  setPrototypeOf: () => false,
};

/** A site's observer of its own object, which hands everything on. */
const forwards: ProxyHandler<NonNullable<typeof page.iAdvizeCallbacks>> = {
  get: (target, name, receiver) => Reflect.get(target, name, receiver) as unknown,
  set: (target, name, value, receiver) => Reflect.set(target, name, value, receiver),
  has: (target, name) => Reflect.has(target, name),
  defineProperty: (target, name, descriptor) => Reflect.defineProperty(target, name, descriptor),
  deleteProperty: (target, name) => Reflect.deleteProperty(target, name),
};

const assign = fc
  .record({
    team: fc.constantFrom('A', 'B', 'C'),
    on: fc.subarray([...names], { minLength: 1 }),
    how: fc.constantFrom('plain', 'spread', 'chain', 'null'),
    waits: fc.boolean(),
    asks: fc.boolean(),
    as: fc.constantFrom('an object', 'an object', 'a Proxy', 'a refusing Proxy'),
  })
  .map(({ team, on, how, waits, asks, as }) =>
    command(
      `assign ${how} ${waits ? 'that waits ' : ''}${asks ? 'and asks ' : ''}${team} ${on.join()} as ${as}`,
      (model, real) => {
        const found = page.iAdvizeCallbacks;
        const object: Record<string, ((argument?: unknown) => void) | null | undefined> =
          how === 'spread' ? { ...found } : {};
        const properties: Properties = {};
        if (how === 'spread') {
          for (const name of names) {
            // In front of an object that refuses stands one of ours, with what we serve.
            if (model.installed && model.object?.refusing && !model.serves(name)) continue;
            const value = model.copied(name);
            if (value !== undefined) properties[name] = value;
          }
        }
        // A tag that kept earlier functions calls what a waiting function will call: no one can tell which of them it is.
        const late = waits && real.tag?.reads !== 'snapshot' && !(asks && real.tag?.reads === 'reference');
        // And one that asks, and tells something else, calls what such a tag calls.
        const other = asks && (!real.tag || real.tag.reads === 'live') && { id: 2 };
        const { object: before } = model;
        if (how === 'chain' && asks && before) before.asked = true;
        for (const name of on) {
          const ask = (argument: unknown) => found?.[name]?.(other || argument);
          const previous = how !== 'chain' ? undefined : asks ? ask : found?.[name];
          // A team's chaining code is another code than its plain one.
          const code = how !== 'chain' ? team : late ? `${team}~` : `${team}+`;
          const chained = late ? real.teams.late : real.teams.chained;
          const latest = model.find(name);
          const value = { team: code, found: how !== 'chain' ? nothing : asks ? model.ask(name) : () => latest };
          object[name] = how === 'null' ? null : how === 'chain' ? chained(code, previous) : real.teams.plain(code);
          properties[name] = how === 'null' ? null : value;
        }
        const assigned = as === 'an object' ? object : new Proxy(object, as === 'a Proxy' ? forwards : refuses);
        properties.refusing = as === 'a refusing Proxy';
        page.iAdvizeCallbacks = assigned;
        model.hold(properties);
        for (const name of on) model.put(properties, name, properties[name]);
        real.kept.push({ real: assigned, model: properties });
      },
      (model) => {
        // Without us, a chain of the same code runs it twice.
        if (how === 'chain') {
          // In front of an object that refuses stands one of ours, which keeps what is put on it.
          return on.every((name) => model.serves(name)) && !(asks && model.object?.refusing);
        }
        // What a spread copies are entries, and from an object that refuses they cannot be taken back: once the same code
        // has run again, they stand for less.
        return how !== 'spread' || as !== 'a refusing Proxy';
      },
    ),
  );

const assignAgain = fc.nat(9).map((index) =>
  command(`assign the kept object ${index} again`, (model, real) => {
    const kept = real.kept[index % real.kept.length];
    // Whoever asks an object that is there again asks for what is there now.
    if (!kept || kept.model.asked) return;
    page.iAdvizeCallbacks = kept.real;
    if (model.object === kept.model && !kept.model.refusing) return;
    model.hold(kept.model);
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
      if (!model.object) model.hold({});
      const properties = kept?.model ?? model.object;
      if (!properties || properties.asked) return;
      // A deletion on an object that has been replaced is not seen, and says nothing of the page.
      if (how === 'delete' && properties !== model.object) return;
      // One that was replaced before an `uninstall` has our accessors for good, where what is deleted shows again.
      if (how === 'delete' && !model.installed && model.heard[name].has(properties)) return;
      // To delete from an object that refuses it is an error of the page's.
      if (how === 'delete' && properties.refusing) return;
      const value = how === 'function' ? { team, found: nothing } : how === 'null' ? null : undefined;
      if (how === 'delete') Reflect.deleteProperty(object, name);
      else Reflect.set(object, name, value && real.teams.plain(team));
      if (!properties.refusing) {
        if (how === 'delete') delete properties[name];
        else properties[name] = value ?? null;
      } else if (kept) return;
      model.put(properties, name, value);
    }),
  );

const call = fc.constantFrom(...names).map((name) =>
  command(`call ${name}`, (model, real) => {
    if (!real.tag || !real.current.includes(name)) return;
    // The fake tag's names are those of the table.
    real.tag.call(name as CallbackName, { id: 1 });
    for (let times = 0; times < 10; times += 1) real.teams.go();
    expect(real.teams.ran().sort()).toEqual(model.called(name).sort());
    const heard = real.heard.splice(0);
    expect(heard).toEqual(Array.from({ length: model.serves(name) ? model.listeners : 0 }, () => name));
  }),
);

it(
  `does what a simple model says, over ${sequences} sequences`,
  () => {
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
                    for (let times = 0; times < 10; times += 1) end.teams.go();
                    expect(end.teams.ran().sort()).toEqual(everyone(model.object?.[name] ?? undefined).sort());
                  }),
                ),
              ],
            );
          } finally {
            real.iadvize?.uninstall();
            Reflect.deleteProperty(window, 'iAdvizeCallbacks');
            // The next page has a library of its own, which serves no more than it is asked to.
            Reflect.deleteProperty(window, Symbol.for('iAdvizeCallbacks'));
          }
        },
      ),
      { numRuns: sequences },
    );
  },
  timeout,
);
