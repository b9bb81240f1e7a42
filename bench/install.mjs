import { rotated, summary } from './statistics.mjs';

/** For how long a page rests before it is measured, in milliseconds: a process that has just started is busy with itself. */
const rest = 300;

/**
 * Main-thread time to compile, evaluate and install each script, at the processor's speed divided by `rate`: that which
 * `append` takes with an inline classic script, on a fresh page in a fresh process that has come to rest.
 *
 * @returns milliseconds by name, and those of an empty script as `nothing`
 */
export async function benchInstall({ page, scripts, runs, rate }) {
  const subjects = [['nothing', ''], ...scripts];
  const times = new Map(subjects.map(([name]) => [name, []]));
  for (let round = 0; round < runs; round += 1) {
    for (const [name, code] of rotated(subjects, round)) {
      const time = await page.use(async (tab) => {
        const devTools = await tab.context().newCDPSession(tab);
        await devTools.send('Emulation.setCPUThrottlingRate', { rate });
        await tab.waitForTimeout(rest);
        return tab.evaluate((text) => {
          const script = document.createElement('script');
          script.textContent = text;
          const begin = performance.now();
          document.head.append(script);
          return performance.now() - begin;
        }, code);
      });
      times.get(name).push(time);
    }
  }
  return Object.fromEntries([...times].map(([name, values]) => [name, summary(values)]));
}
