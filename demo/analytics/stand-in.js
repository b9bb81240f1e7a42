// @ts-check
import { typicalArguments } from '../library.js';

/** @typedef {import('../library.js').IAdvizeEvent} IAdvizeEvent */
/** @typedef {'works' | 'missing' | 'throws'} Mode */

/**
 * What a tool's own interface was given.
 *
 * @typedef {object} Call
 * @property {string} name as code, `gtag`
 * @property {unknown[]} args
 * @property {IAdvizeEvent | undefined} event the event that it is about
 */

/**
 * What is on the page in a tool's place.
 *
 * @typedef {object} StandIn
 * @property {readonly Mode[]} modes
 * @property {(mode: Mode) => void} set
 * @property {(event: IAdvizeEvent) => void} about says which event the tool is about to be told of
 * @property {() => number} unread how many things wait in a queue that nobody reads yet
 */

/** @param {string} path */
function fail(path) {
  throw new Error(`${path} was told to throw`);
}

/**
 * A tool on the page: takes down what it is called with.
 *
 * @param {import('./tools.js').Tool} tool
 * @param {(call: Call) => void} record
 * @returns {StandIn}
 */
export function createStandIn({ global: path, besides }, record) {
  const [name = '', method] = path.split('.');
  let throws = false;
  /** @type {IAdvizeEvent | undefined} */
  let current;
  /** @type {{ place: number, event: IAdvizeEvent }[]} */
  let queued = [];

  const queue = () => {
    const value = method === 'push' && Reflect.get(window, name);
    return Array.isArray(value) ? value : [];
  };

  /** @param {unknown[]} args */
  function receive(...args) {
    record({ name: path, args, event: current });
    if (throws) fail(path);
  }

  function load() {
    const waiting = queue();
    Reflect.set(window, name, method ? { ...besides, [method]: receive } : receive);
    // As the tools do: first what the page has put there before they came.
    for (const [index, item] of waiting.entries()) {
      const event = queued.filter(({ place }) => place <= index).at(-1)?.event;
      record({ name: path, args: [item], event });
    }
    queued = [];
  }

  load();
  return {
    modes: ['works', 'missing', 'throws'],
    set(mode) {
      throws = mode === 'throws';
      if (mode === 'missing') Reflect.deleteProperty(window, name);
      else load();
    },
    about(event) {
      current = event;
      queued.push({ place: queue().length, event });
    },
    unread: () => queue().length,
  };
}

/** @param {string} callback */
const nameOf = (callback) => `iadvize${callback.slice(2).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

/**
 * A part of the page that listens to the DOM events.
 *
 * @param {(call: Call) => void} record
 * @returns {StandIn}
 */
export function createDomListener(record) {
  let throws = false;
  /** @type {IAdvizeEvent | undefined} */
  let current;
  const callbacks = Object.keys({ ...typicalArguments[2016], ...typicalArguments[2020] });
  for (const type of callbacks.map(nameOf)) {
    document.addEventListener(type, (event) => {
      record({ name: 'document.dispatchEvent', args: [event], event: current });
      if (throws) fail('A listener');
    });
  }
  return {
    modes: ['works', 'throws'],
    set: (mode) => (throws = mode === 'throws'),
    about: (event) => (current = event),
    unread: () => 0,
  };
}

/**
 * The console, which goes on logging.
 *
 * @param {(call: Call) => void} record
 * @returns {StandIn}
 */
export function createConsoleRecorder(record) {
  const { log } = console;
  let throws = false;
  /** @type {IAdvizeEvent | undefined} */
  let current;
  console.log = (...args) => {
    log.apply(console, args);
    if (!/^iadvize_/.test(args[0])) return;
    record({ name: 'console.log', args, event: current });
    if (throws) fail('console.log');
  };
  return {
    modes: ['works', 'throws'],
    set: (mode) => (throws = mode === 'throws'),
    about: (event) => (current = event),
    unread: () => 0,
  };
}
