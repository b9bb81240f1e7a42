import { afterEach, expect } from 'vitest';
import type { Page, Script } from './engines/page';
import { useShop } from './shop';
import type { ShopPage } from './shop';

export const strict = {
  'content-security-policy': "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
};
export const onDemand = '<script src="/dist/iadvize-callbacks.global.js"></script>';
export const library = '<script src="/dist/iadvize-callbacks.all.global.js"></script>';

export const secret = 'my card number is 4970';
export const conversation = [
  ['onChatStarted', { id: 42, startedBy: 'visitor', vuid: 'vuid-of-alice' }],
  ['onMessageSent', { time: '11:24', msg: secret, text: `${secret}!` }],
  ['onLinkReceived', { name: 'Bulbs', url: 'https://shop.example/bulbs?customer=alice', push: true }],
  ['onChatEnded', { id: 42, endedBy: 'visitor' }],
] as const;

/** The tag's calls, by the callbacks' names. */
export type Calls = readonly (readonly [name: string, argument?: unknown])[];

/** Makes them; runs in the page. */
export function makeCalls(calls: Calls): void {
  const callbacks = Reflect.get(window, 'iAdvizeCallbacks') as Record<string, (argument: unknown) => void>;
  for (const [name, argument] of calls) callbacks[name]?.(argument);
}

/** Opens the inspector; runs in the page. @param copy sets another copy of the same file apart. */
export const openingOf = (origin: string, copy = '') =>
  `import('${origin}/dist/iadvize-callbacks.inspector.js${copy}').then(({ openInspector }) => void openInspector())`;

/** The panel, as an expression of the page's. */
const panel = `document.querySelector('iadvize-inspector, iadvize-inspector-x')?.shadowRoot.querySelector('.panel')`;

const shownLines = '[...panel.querySelectorAll("[role=tabpanel]:not([hidden]) li:not(.page)")]';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The inspector on a page of the shop, in the project's engine. */
export function useInspector() {
  const shop = useShop();
  let page: Page;
  afterEach(() => page.evaluate('sessionStorage.clear()'));

  /** Opens a page of this size, on which no inspector was open. */
  async function open(opened: ShopPage, width = 1200, height = 760): Promise<void> {
    page = await shop.open(opened);
    await page.resize(width, height);
  }

  /** A page that opens the inspector by its address, and is ready once it is there. */
  async function inspect(opened: ShopPage = {}, width?: number, height?: number): Promise<void> {
    await open({ head: library, headers: strict, search: '?iadvize-inspector', ...opened }, width, height);
    await isOpen();
  }

  const isOpen = () => page.waitFor(panel);

  /** What an expression of the page's says, in which the panel is `panel`. */
  const read = <Result>(expression: string) => page.evaluate<Result>(`((panel) => (${expression}))(${panel})`);
  const run = (script: string) => page.evaluate<null>(`void ((panel) => { ${script} })(${panel})`);

  const boxOf = (selector = '') =>
    read<Box>(`(({ x, y, width, height }) => ({ x, y, width, height }))(
      (${JSON.stringify(selector)} ? panel.querySelector(${JSON.stringify(selector)}) : panel).getBoundingClientRect())`);

  return {
    shop,
    get page() {
      return page;
    },
    open,
    inspect,
    isOpen,
    read,
    run,
    boxOf,
    evaluate: <Result, Argument = undefined>(script: Script<Argument, Result>, argument?: Argument) =>
      page.evaluate(script, argument),
    errors: () => page.errors(),
    isClosed: () => page.evaluate<boolean>(`!${panel}`),
    select: (tab: string) => run(`panel.querySelector('#tab-${tab}').click()`),
    tabText: (tab: string) => read<string>(`panel.querySelector('#tab-${tab}').textContent`),
    click: (label: string) =>
      run(
        `[...panel.querySelectorAll('button')].find(({ textContent }) => textContent === ${JSON.stringify(label)}).click()`,
      ),
    /** The texts of the selected tab's lines, as they are shown. */
    lines: () => read<string[]>(`${shownLines}.map(({ textContent }) => textContent)`),
    titles: () => read<string[]>(`${shownLines}.map((line) => line.querySelector('b').textContent)`),
    /** Everything in the panel, what is hidden too. */
    text: () => read<string>('panel.textContent'),

    call: (calls: Calls = conversation) => page.evaluate(makeCalls, calls),
    openByCode: (copy?: string) => page.evaluate(openingOf(shop.origin(), copy)),

    async type(text: string): Promise<void> {
      await run(`const search = panel.querySelector('input');
        search.value = ${JSON.stringify(text)};
        search.dispatchEvent(new Event('input'));`);
    },

    /** Opens every line; what is in it is written a moment later. */
    async openAll(): Promise<void> {
      await run('panel.querySelectorAll("details").forEach((one) => { one.open = true })');
      await expect
        .poll(() => read<string[]>('[...panel.querySelectorAll("details[open] > pre")].map((one) => one.textContent)'))
        .not.toContain('');
    },

    /** Follows the status line, where a summary may take the place of anything. @returns what reads all that it has said since. */
    async followStatus(): Promise<() => Promise<string[]>> {
      await run(`const status = panel.querySelector('[role=status]');
        const said = window.said = [];
        new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });`);
      return () => page.evaluate<string[]>('said');
    },
  };
}
