import { script } from './peers.mjs';
import { quantile, rotated, summary } from './statistics.mjs';

const setups = ['none', 'ours', 'direct'];

/** Between a click and the next one, in milliseconds, from and to: a person who writes, and one who is impatient. */
const paces = { spaced: [300, 500], rapid: [40, 160] };

/** For how long the button stays down, in milliseconds. */
const press = 30;

/** Below what the browser reports, an interaction counts as what it would have been rounded to at most. */
const unreported = 8;

const between = ([from, to]) => from + Math.random() * (to - from);

async function visit({ page, content, setup, pace, clicks }) {
  return page.use(async (tab) => {
    await tab.addScriptTag({ content });
    await tab.evaluate((name) => window.start(name), setup);
    await tab.mouse.move(100, 50);
    await tab.waitForTimeout(300);
    for (let click = 0; click < clicks; click += 1) {
      await tab.mouse.down();
      await tab.waitForTimeout(press);
      await tab.mouse.up();
      await tab.waitForTimeout(between(paces[pace]));
    }
    await tab.waitForTimeout(500);
    const measured = await tab.evaluate('collect()');
    if (measured.callback.length !== clicks) throw new Error(`${measured.callback.length} of ${clicks} clicks`);
    while (measured.interaction.length < clicks) measured.interaction.push(unreported);
    return measured;
  });
}

/** Interaction to Next Paint: the 98th percentile, the longest but for one in fifty. */
const worst = 0.98;

/**
 * A visitor clicks "send", by mouse events through DevTools, and ten tools that take 10 ms each hear of it: not at all
 * (`none`), through our adapters (`ours`), or called from a callback of the page (`direct`).
 *
 * @returns by pace and setup, in milliseconds: `interaction`, what INP is made of, which the browser rounds to 8 ms;
 *   `frame`, from the click to the first task after its frame, unrounded; `callback`, inside the tag's call; `wait`, from
 *   an event to its listener
 */
export async function benchInp({ page, visits, clicks }) {
  const content = await script('pages/inp.mjs');
  const results = {};
  for (const pace of Object.keys(paces)) {
    const all = Object.fromEntries(
      setups.map((name) => [name, { interaction: [], frame: [], callback: [], wait: [] }]),
    );
    for (let round = 0; round < visits; round += 1) {
      for (const setup of rotated(setups, round)) {
        const measured = await visit({ page, content, setup, pace, clicks });
        for (const name in measured) all[setup][name].push(...measured[name]);
      }
    }
    results[pace] = Object.fromEntries(
      setups.map((setup) => [
        setup,
        Object.fromEntries(
          Object.entries(all[setup]).map(([name, values]) => [
            name,
            { ...summary(values), worst: quantile(values, worst) },
          ]),
        ),
      ]),
    );
  }
  return results;
}
