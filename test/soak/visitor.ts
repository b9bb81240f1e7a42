import type { Browser, Page } from 'puppeteer-core';
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
const isExpected = (message: string) => /^(Error: )?soak: /.test(message);

const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** For how long a page may take to load, and a script on it to run, in milliseconds, on a machine that is busy. */
const timeout = 120_000;

interface Tab {
  page: Page;
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

/** Chromium can have a page's process end; elsewhere the tab is closed, without being asked whether it may. */
async function crash(page: Page): Promise<void> {
  if (page.browser().process()?.spawnfile.includes('firefox')) return page.close({ runBeforeUnload: false });
  const session = await page.createCDPSession();
  const gone = new Promise((resolve) => page.once('error', resolve));
  // Nobody is left to answer.
  session.send('Page.crash').catch(() => {});
  await gone;
  await page.close();
}

/** Opens a visitor's browser, to do with it what the plan says. */
export async function createVisitor(browser: Browser, shop: Shop, plan: VisitorPlan, totals: Totals) {
  const context = await browser.createBrowserContext();
  const state = shop.admit(plan.number, plan.phases[0]?.answer ?? null);
  const { endpoint } = state;
  const ledger = createLedger(plan.number, endpoint, totals);
  const tabs: Tab[] = [];
  let views = 0;
  let offline = false;

  for (const [index, page] of plan.pages.entries()) state.pages.set(index, page);
  const address = (page: number) => `${shop.origin}/pages/${plan.number}/${page}/${plan.pages[page]?.path ?? ''}`;

  const openPage = async () => {
    // Of a window's tabs, Firefox shows one and hides the others.
    const create = () => context.newPage({ type: 'window' });
    // While another tab of it ends, Firefox may lose a new one at once.
    const page = await create().catch(create);
    page.setDefaultNavigationTimeout(timeout);
    await page.setOfflineMode(offline);
    page.on('pageerror', (error) => {
      const message = error instanceof Error ? error.message : String(error);
      if (!isExpected(message)) totals.problems.push(`visitor ${plan.number}: the page threw ${message}`);
    });
    return page;
  };

  const openTab = async () => {
    tabs.push({ page: await openPage(), open: false });
  };

  /**
   * Ends a tab as the system does that needs its memory: no event tells its page. What it was handed it has in storage by
   * then.
   */
  const kill = async (tab: Tab) => {
    ledger.add(await tab.page.evaluate(() => window.soak.settle()));
    ledger.add(await tab.page.evaluate((todo) => window.soak.run(todo), [{ do: 'wait', time: 3000 } as const]));
    totals.killed += 1;
    const { page } = tab;
    tab.page = await openPage();
    tab.open = false;
    await crash(page);
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
    if (go === 'goto' || go === 'kill' || (go !== 'stay' && !tab.open)) await show(tab, page);
    else if (go === 'reload') {
      await tab.page.reload();
      views += 1;
    } else if (go === 'leave') {
      // The same address again is another page view, too.
      const target = `${address(page)}?${views}`;
      await Promise.all([
        tab.page.waitForNavigation(),
        tab.page.evaluate((path) => setTimeout(() => window.soak.leave(path), 0), target),
      ]);
      views += 1;
    }
    if (tab.open) ledger.add(await tab.page.evaluate((todo) => window.soak.run(todo), steps));
    if (go === 'kill' && tab.open) await kill(tab);
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
      offline = phase.network === 'offline';
      if (offline) ledger.cutOff();
      for (const { page } of tabs) await page.setOfflineMode(offline);
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
