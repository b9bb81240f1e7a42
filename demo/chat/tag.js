// @ts-check
import { createFakeTag, typicalArguments } from '../library.js';

/** @typedef {import('../library.js').CallbackName} CallbackName */
/** @typedef {import('../library.js').Era} Era */
/** @typedef {import('../library.js').Reads} Reads */
/** @typedef {Record<string, any>} Argument */
/** @typedef {Partial<Record<CallbackName, (argument: Argument) => void>>} Shows */

/** What one tag of each era never calls. */
const unknown = { 2016: ['onChatHidden'], 2020: [''] };

/**
 * Gives each field the form that the era's tag has it in, and leaves out those it does not have.
 *
 * @param {Argument} typical
 * @param {Argument} changes
 */
function inEra(typical, changes) {
  const known = Object.entries(changes).filter(([field]) => field in typical);
  return Object.fromEntries(
    known.map(([field, value]) => [field, typeof typical[field] === 'number' ? Number(value) : value]),
  );
}

/**
 * The simulated tag: the fake tag of `iadvize-callbacks/testing` calls the page's callbacks, `shows` draws what the
 * visitor sees of it. Nothing here knows the library.
 *
 * @param {Shows} shows what the tag displays when it makes each call
 * @param {(callback: CallbackName, argument: Argument) => void} reported what the platform hears of it
 */
export function createTag(shows, reported) {
  let fake = createFakeTag();

  return {
    /**
     * Loads a fresh tag, as a page view does.
     *
     * @param {{ era: Era, reads: Reads }} options
     */
    load(options) {
      fake = createFakeTag(options);
      fake.load();
    },

    /**
     * Something happened: calls the callback, with the era's typical argument changed by `changes`, and shows it.
     *
     * @param {CallbackName} callback
     * @param {Argument} [changes]
     */
    report(callback, changes = {}) {
      const typical = typicalArguments[fake.era][callback];
      const now = new Date();
      const time = now.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
      const argument = typical
        ? { ...typical, ...inEra(typical, { time, date: now.toISOString(), ...changes }) }
        : null;
      if (!unknown[fake.era].includes(callback)) fake.call(callback, argument);
      shows[callback]?.(argument ?? {});
      reported(callback, { ...changes, ...argument });
    },
  };
}

/** @typedef {ReturnType<typeof createTag>} Tag */
