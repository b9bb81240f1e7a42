import { Analytics } from 'analytics';
import { installCallbacks } from 'iadvize-callbacks';
import mitt from 'mitt';
import { createNanoEvents } from 'nanoevents';

/** Installs us with these listeners, and returns the object that the tag finds. */
function install(listeners) {
  const iadvize = installCallbacks();
  for (const listener of listeners) iadvize.on('ruleStarted', ({ detail }) => listener(detail));
  return window.iAdvizeCallbacks;
}

/** How each has an event reach its listeners. */
const emitters = {
  'iadvize-callbacks, snapshot'(listeners) {
    const { onRuleStarted } = install(listeners);
    return (argument) => onRuleStarted(argument);
  },
  'iadvize-callbacks, reference'(listeners) {
    const kept = install(listeners);
    return (argument) => kept.onRuleStarted(argument);
  },
  'iadvize-callbacks, live'(listeners) {
    install(listeners);
    return (argument) => window.iAdvizeCallbacks.onRuleStarted(argument);
  },
  'by hand'(listeners) {
    window.iAdvizeCallbacks = {
      onRuleStarted(context) {
        for (const listener of listeners) listener(context);
      },
    };
    const { onRuleStarted } = window.iAdvizeCallbacks;
    return (argument) => onRuleStarted(argument);
  },
  // The same job, of one event: its two fields as text, the time, the last thousand kept, a list told.
  'a bare function'(listeners) {
    // What no script of the page can read, a bundler leaves out.
    const last = (window.lastEvents = []);
    const text = (value) => (typeof value === 'number' || typeof value === 'string' ? String(value) : undefined);
    window.iAdvizeCallbacks = {
      onRuleStarted({ id, label }) {
        const event = { type: 'ruleStarted', timestamp: Date.now(), detail: { id: text(id), label: text(label) } };
        if (last.push(event) > 2000) last.splice(0, 1000);
        for (const listener of listeners) listener(event.detail);
      },
    };
    const { onRuleStarted } = window.iAdvizeCallbacks;
    return (argument) => onRuleStarted(argument);
  },
  mitt(listeners) {
    const emitter = mitt();
    for (const listener of listeners) emitter.on('ruleStarted', listener);
    return (argument) => emitter.emit('ruleStarted', argument);
  },
  nanoevents(listeners) {
    const emitter = createNanoEvents();
    for (const listener of listeners) emitter.on('ruleStarted', listener);
    return (argument) => emitter.emit('ruleStarted', argument);
  },
  // Calls its listeners after `track` has returned.
  analytics(listeners) {
    const plugins = listeners.map((listener, index) => ({
      name: `plugin-${index}`,
      track: ({ payload }) => listener(payload.properties),
    }));
    const analytics = Analytics({ app: 'shop', plugins });
    return (argument) => analytics.track('ruleStarted', argument);
  },
};

/** Holds a sum, so that no engine can leave the listeners out. */
const total = { sum: 0, calls: 0 };

/**
 * Nanoseconds from the call to the last listener's return: the median of many batches.
 *
 * @param options.batch how many calls are timed together: one is shorter than what a browser's clock can tell
 * @param options.time for how long to go on, in milliseconds; as long again before, to warm up
 */
window.timeCalls = async (name, { listeners, batch, time }) => {
  const all = Array.from({ length: listeners }, (_, index) => ({ label }) => {
    total.sum += index + label.length;
    total.calls += 1;
  });
  const call = emitters[name](all);
  const argument = { id: 1, label: 'Product pages' };

  const run = async () => {
    const expected = total.calls + batch * listeners;
    const begin = performance.now();
    let result;
    for (let index = 0; index < batch; index += 1) result = call(argument);
    // All but one of us are done when the call returns.
    if (result) await result;
    const end = performance.now();
    if (total.calls !== expected) throw new Error(`${name}: ${total.calls - expected + batch * listeners} calls`);
    return ((end - begin) * 1e6) / batch;
  };

  const until = async (end) => {
    const values = [];
    do values.push(await run());
    while (performance.now() < end);
    return values;
  };
  await until(performance.now() + time);
  const values = await until(performance.now() + time);
  if (name === 'a bare function' && !(window.lastEvents?.length >= 1000 && window.lastEvents[0].timestamp)) {
    throw new Error(`${name}: the last thousand are not kept`);
  }
  return values.sort((a, b) => a - b)[values.length >> 1];
};

/** Makes a million calls. */
window.millionCalls = () => {
  const { onRuleStarted } = window.iAdvizeCallbacks;
  for (let id = 0; id < 1_000_000; id += 1) onRuleStarted({ id, label: 'Product pages' });
};

/** Readies a page for them. */
window.install = () => install([({ label }) => (total.sum += label.length)]);
