import { startBrowser } from './browser';
import type { Engine } from './browser';
import { measureHeap } from './heap';
import type { Heap } from './heap';
import { createTotals } from './ledger';
import type { Totals } from './ledger';
import { planShop } from './plan';
import { createRandom } from './random';
import { openShop } from './shop';
import { createVisitor } from './visitor';

export interface SoakOptions {
  readonly seed: number;
  /** Default: `'chromium'`. */
  readonly engine?: Engine;
  /** How much of the shop's hour, in its minutes. Default: 60. */
  readonly minutes?: number;
  /** How many times as fast as the room's the pages' clock runs. Default: 16. */
  readonly pace?: number;
  /** How many visitors come at the same time. Default: 4. */
  readonly atOnce?: number;
  /** Code to run after the library, for a library that is broken on purpose. */
  readonly after?: string;
}

export interface SoakResult extends Totals {
  readonly visitors: number;
  readonly views: number;
  /** Of the page that stays open, after a garbage collection; only in Chromium, which tells. */
  readonly heap: { readonly start: Heap; readonly halfway: Heap; readonly end: Heap } | undefined;
  /** In milliseconds of the room's clock. */
  readonly duration: number;
}

/** A scripted hour of a busy shop, on the built files. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { seed, engine = 'chromium', minutes = 60, pace = 16, atOnce = 4, after } = options;
  const began = performance.now();
  const { resident, visitors } = planShop(createRandom(seed), minutes);
  const totals = createTotals();
  const shop = await openShop(pace, after);
  const browser = await startBrowser(engine);
  let views = 0;

  const stay = async () => {
    const visitor = await createVisitor(browser, shop, resident, totals);
    const heapAfter = async (from: number, to?: number) => {
      for (const phase of resident.phases.slice(from, to)) await visitor.live(phase);
      await visitor.settle();
      return engine === 'chromium' ? measureHeap(visitor) : undefined;
    };
    const start = await heapAfter(0, resident.started);
    const halfway = await heapAfter(resident.started, resident.halfway);
    const end = await heapAfter(resident.halfway);
    await visitor.leave();
    views += visitor.views;
    return start && halfway && end ? { start, halfway, end } : undefined;
  };

  const queue = [...visitors];
  const come = async () => {
    for (let plan; (plan = queue.shift());) {
      const visitor = await createVisitor(browser, shop, plan, totals);
      for (const phase of plan.phases) await visitor.live(phase);
      await visitor.leave();
      views += visitor.views;
    }
  };

  try {
    const [heap] = await Promise.all([stay(), ...Array.from({ length: atOnce }, come)]);
    return { ...totals, visitors: visitors.length + 1, views, heap, duration: performance.now() - began };
  } finally {
    await browser.close();
    await shop.close();
  }
}
