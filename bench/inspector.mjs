import { readFileSync } from 'node:fs';
import { summary } from './statistics.mjs';

const built = (name) => readFileSync(new URL(`../dist/iadvize-callbacks.${name}.js`, import.meta.url), 'utf8');

/** How many events fire before it is opened, the most that the library keeps, and while it is open. */
const before = 1999;
const after = 200;

/**
 * At a fourth of the processor's speed, on a page on which that many events have fired, one in two a message of its own words:
 * how long the inspector takes to be opened and laid out, and for each event after that, in the tag's call and in the frame that
 * comes after it.
 *
 * @returns milliseconds
 */
export async function benchInspector({ page, runs }) {
  const opened = [];
  const appended = [];
  for (let round = 0; round < runs; round += 1) {
    const times = await page.use(async (tab) => {
      await tab.addScriptTag({ content: built('global') });
      const devTools = await tab.context().newCDPSession(tab);
      await devTools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      return tab.evaluate(
        async ([code, before, after]) => {
          const call = (at) => {
            const msg = `Message ${at}: is lamp ${(at * 7919) % 10_007} still there in size ${at % 43}, please?`;
            if (at % 2) window.iAdvizeCallbacks.onMessageSent({ time: '11:24', msg });
            else window.iAdvizeCallbacks.onChatStarted({ id: at, startedBy: 'visitor' });
          };
          for (let at = 0; at < before; at += 1) call(at);
          const { openInspector } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
          const begin = performance.now();
          openInspector();
          const { shadowRoot } = document.querySelector('iadvize-inspector');
          shadowRoot.querySelector('.panel').getBoundingClientRect();
          const opened = performance.now() - begin;
          const layOut = () => shadowRoot.querySelector('.panel').getBoundingClientRect();
          const frame = () =>
            new Promise((resolve) => {
              requestAnimationFrame(() => {
                layOut();
                resolve(performance.now());
              });
            });
          const appended = [];
          for (let at = before; at < before + after; at += 1) {
            // What the inspector does in the frame runs between its beginning and its end.
            const frameBegins = frame();
            const begin = performance.now();
            call(at);
            layOut();
            const called = performance.now() - begin;
            const frameEnds = frame();
            appended.push(called + (await frameEnds) - (await frameBegins));
          }
          return { opened, appended };
        },
        [built('inspector'), before, after],
      );
    });
    opened.push(times.opened);
    appended.push(...times.appended);
  }
  return { opened: summary(opened), appended: summary(appended) };
}
