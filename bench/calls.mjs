import { script } from './peers.mjs';
import { rotated, summary } from './statistics.mjs';

/** Who tells listeners of an event by itself; the chat SDKs leave that to the script that they load. */
const emitters = [
  { name: 'iadvize-callbacks, snapshot' },
  { name: 'iadvize-callbacks, reference' },
  { name: 'iadvize-callbacks, live' },
  { name: 'by hand' },
  { name: 'a bare function' },
  { name: 'mitt' },
  { name: 'nanoevents' },
  { name: 'analytics', batch: 20 },
];

/**
 * One event to one and to ten listeners, on a fresh page in a fresh process. We are called as the tag may call: by a
 * function that it kept (snapshot), an object that it kept (reference) and the global (live).
 *
 * @returns nanoseconds an event by the number of listeners, by name
 */
export async function benchCalls({ page, runs }) {
  const content = await script('pages/calls.mjs');
  const results = {};
  for (const listeners of [1, 10]) {
    const times = new Map(emitters.map(({ name }) => [name, []]));
    for (let round = 0; round < runs; round += 1) {
      for (const { name, batch = 5000 } of rotated(emitters, round)) {
        const time = await page.use(async (tab) => {
          await tab.addScriptTag({ content });
          return tab.evaluate(
            ([name, options]) => window.timeCalls(name, options),
            [name, { listeners, batch, time: 100 }],
          );
        });
        times.get(name).push(time);
      }
    }
    results[listeners] = Object.fromEntries([...times].map(([name, values]) => [name, summary(values)]));
  }
  return results;
}

/** The heap after a million calls, and after another million, in bytes. */
export async function benchHeap({ page }) {
  const content = await script('pages/calls.mjs');
  return page.use(async (tab) => {
    await tab.addScriptTag({ content });
    await tab.evaluate('window.install()');
    const heapAfter = () => tab.evaluate('millionCalls(); gc(); performance.memory.usedJSHeapSize');
    await heapAfter();
    return { first: await heapAfter(), second: await heapAfter() };
  });
}
