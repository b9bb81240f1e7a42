import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { expect, it } from 'vitest';
import { builds } from '../../support/builds';
import { launchOptions } from '../../support/chromium';

const built = (file: string) => readFileSync(new URL(`../../../dist${file}`, import.meta.url), 'utf8');

it.each(builds)(
  'data-adapters of %s starts the adapters that it names, and the rest are there for code',
  async (build) => {
    const browser = await chromium.launch(await launchOptions());
    try {
      const page = await browser.newPage();
      await page.route('**/*', (route, request) =>
        request.url().endsWith('.js')
          ? route.fulfill({ contentType: 'text/javascript', body: built(new URL(request.url()).pathname) })
          : route.fulfill({
              contentType: 'text/html',
              body: `<!doctype html><script>function gtag() { dataLayer.push(arguments) } dataLayer = []</script>
              <script src="/${build}" data-adapters="ga4 matomo"></script>
              <script>iAdvizeEvents.load('adapters').then(({ hotjar }) => iAdvizeEvents.use(hotjar()));
                hj = function () { (hj.q = hj.q || []).push(arguments) };
                iAdvizeCallbacks.onChatStarted({ id: 666, startedBy: 'visitor' })</script>`,
            }),
      );
      await page.goto('https://shop.example/');
      await page.waitForFunction(() => Reflect.get(Object(Reflect.get(window, 'hj')) as object, 'q') !== undefined);
      const told = await page.evaluate(() => {
        const { dataLayer, _paq, hj } = window as unknown as Record<
          string,
          Iterable<ArrayLike<unknown>> & { q: never }
        >;
        return [dataLayer, _paq, hj?.q].map((queue) => Array.from(queue ?? [], (command) => Array.from(command)));
      });
      const parameters = { chat_id: '666', started_by: 'visitor', conversation_id: '666' };
      expect(told).toEqual([
        [['event', 'iadvize_chat_started', { page_location: 'https://shop.example/', ...parameters }]],
        [['trackEvent', 'iAdvize', 'Chat Start', 'visitor']],
        [['event', 'iadvize_chat_started']],
      ]);
    } finally {
      await browser.close();
    }
  },
);
