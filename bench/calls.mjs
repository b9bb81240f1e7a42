import mitt from 'mitt';

/** How many calls are timed together: one is shorter than what a browser's clock can tell. */
const batch = 10_000;

/** Holds a sum, so that no engine can leave the listeners out. */
const total = { sum: 0 };

const listeners = (count) =>
  Array.from({ length: count }, (_, index) => (event) => {
    total.sum += index + event.id;
  });

/**
 * One call of the tag with one, three and ten listeners: through bare mitt, a hand-written callback object, and us, by a
 * function that the tag kept (snapshot), an object that it kept (reference) and the global (live).
 *
 * @returns nanoseconds a call, the median, by name
 */
export async function benchCalls(Bench, { installCallbacks }) {
  const argument = { id: 1, label: 'Product pages' };
  const rows = [];

  for (const count of [1, 3, 10]) {
    const bench = new Bench({ time: 600, warmupTime: 100 });
    const add = (name, call) =>
      bench.add(name, () => {
        for (let index = 0; index < batch; index += 1) call();
      });

    const emitter = mitt();
    for (const listener of listeners(count)) emitter.on('ruleStarted', listener);
    add('bare mitt', () => emitter.emit('ruleStarted', argument));

    const all = listeners(count);
    const written = {
      onRuleStarted(context) {
        for (const listener of all) listener(context);
      },
    };
    add('hand-written', () => written.onRuleStarted(argument));

    const iadvize = installCallbacks();
    for (const listener of listeners(count)) iadvize.on('ruleStarted', ({ raw }) => listener(raw));
    const kept = window.iAdvizeCallbacks;
    const { onRuleStarted } = kept;
    add('ours, snapshot', () => onRuleStarted(argument));
    add('ours, reference', () => kept.onRuleStarted(argument));
    add('ours, live', () => window.iAdvizeCallbacks.onRuleStarted(argument));

    await bench.run();
    iadvize.uninstall();
    for (const { name, result } of bench.tasks)
      rows.push({ listeners: count, name, ns: (result.latency.p50 * 1e6) / batch });
  }
  return rows;
}

/** Makes a million calls. */
export function millionCalls({ installCallbacks }) {
  const iadvize = installCallbacks();
  iadvize.on('ruleStarted', ({ raw }) => {
    total.sum += raw.id;
  });
  const { onRuleStarted } = window.iAdvizeCallbacks;
  return {
    run() {
      for (let id = 0; id < 1_000_000; id += 1) onRuleStarted({ id, label: 'Product pages' });
    },
    end: () => iadvize.uninstall(),
  };
}
