import type { Browser, BrowserContext, Page } from 'playwright';
import { createLedger } from './ledger';
import type { Totals } from './ledger';
import type { Activity, Phase, VisitorPlan } from './plan';
import type { Shop } from './shop';
import type { Records } from './steps';

/** For how long the last events of a visitor may take to arrive, in milliseconds of the room's clock. */
const patience = 30_000;
/** How often the accounts are looked at, in milliseconds of the room's clock. */
const interval = 50;

/** What the page throws on purpose. */
const isExpected = (message: string) => message.startsWith('soak: ');

const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

interface Tab {
  readonly page: Page;
  /** Whether it shows a page of the shop. */
  open: boolean;
}

/** What a tab's last page left in its storage. */
const readStorage = () => {
  const keys = Object.keys(sessionStorage).filter((key) => key.startsWith('soak:'));
  const records = keys.map((key) => JSON.parse(sessionStorage.getItem(key) ?? '') as Records);
  sessionStorage.clear();
  return records;
};

/** Opens a visitor's browser, to do with it what the plan says. */
export async function createVisitor(browser: Browser, shop: Shop, plan: VisitorPlan, totals: Totals) {
  const context: BrowserContext = await browser.newContext();
  const state = shop.admit(plan.number, plan.phases[0]?.answer ?? null);
  const { endpoint } = state;
  const ledger = createLedger(plan.number, endpoint, totals);
  const tabs: Tab[] = [];
  let views = 0;

  for (const [index, page] of plan.pages.entries()) state.pages.set(index, page);
  const address = (page: number) => `${shop.origin}/pages/${plan.number}/${page}/${plan.pages[page]?.path ?? ''}`;

  const openTab = async () => {
    const tab: Tab = { page: await context.newPage(), open: false };
    tab.page.on('pageerror', ({ message }) => {
      if (!isExpected(message)) totals.problems.push(`visitor ${plan.number}: the page threw ${message}`);
    });
    tab.page.on('crash', () => totals.problems.push(`visitor ${plan.number}: a page crashed`));
    tabs.push(tab);
    return tab;
  };

  const show = async (tab: Tab, page: number) => {
    // Fails while the browser is offline, as for visitors.
    tab.open = await tab.page.goto(address(page)).then(
      () => true,
      () => false,
    );
    if (tab.open) views += 1;
  };

  const perform = async (tab: Tab, { go, page, steps }: Activity) => {
    if (go === 'goto' || (go !== 'stay' && !tab.open)) await show(tab, page);
    else if (go === 'reload') {
      await tab.page.reload();
      views += 1;
    } else if (go === 'leave') {
      // The same address again is another page view, too.
      const target = `${address(page)}?${views}`;
      await Promise.all([tab.page.waitForURL(target), tab.page.evaluate((path) => window.soak.leave(path), target)]);
      views += 1;
    }
    if (tab.open) ledger.add(await tab.page.evaluate((todo) => window.soak.run(todo), steps));
  };

  /** Until everything has come that is still to come. */
  const settled = async (time: number) => {
    const end = Date.now() + time;
    while (!ledger.isSettled() && Date.now() < end) await sleep(interval);
    return ledger.isSettled();
  };

  /** What pages left in storage goes out with the next page. */
  const settle = async () => {
    for (const tab of tabs) if (tab.open) ledger.add(await tab.page.evaluate(() => window.soak.settle()));
    const [first] = tabs;
    if ((await settled(plan.stays ? patience : 1000)) || !first || plan.stays) return;
    await perform(first, { go: 'goto', page: 0, steps: [] });
    await settled(patience);
  };

  const answer = async (phase: Phase) => {
    if (phase.answer === state.answer) return;
    if (state.answer && !phase.abrupt) await settle();
    const withdrawn = state.answer;
    state.answer = phase.answer;
    for (const tab of tabs)
      if (tab.open) ledger.add(await tab.page.evaluate((next) => window.soak.answer(next), phase.answer));
    if (withdrawn && phase.abrupt) ledger.release();
  };

  return {
    tabs,
    settle,

    /** Brings the history of the first tab's page down to its shortest. */
    async trim(): Promise<void> {
      const [first] = tabs;
      if (first) await perform(first, { go: 'stay', page: 0, steps: [{ do: 'trim' }] });
      await settle();
    },

    get views() {
      return views;
    },

    async live(phase: Phase): Promise<void> {
      endpoint.behaviour = phase.network === 'offline' ? 'accepts' : phase.network;
      await context.setOffline(phase.network === 'offline');
      await answer(phase);
      while (tabs.length < phase.tabs.length) await openTab();
      await Promise.all(
        phase.tabs.map(async (activities, index) => {
          const tab = tabs[index];
          if (tab) for (const activity of activities) await perform(tab, activity);
        }),
      );
    },

    /** Leaves for good, and closes the accounts. */
    async leave(): Promise<void> {
      if (state.answer) await settle();
      for (const { page } of tabs) {
        await page.goto(`${shop.origin}/goodbye`);
        ledger.add(await page.evaluate(readStorage));
      }
      await settled(patience);
      ledger.close();
      await context.close();
    },
  };
}

export type Visitor = Awaited<ReturnType<typeof createVisitor>>;
