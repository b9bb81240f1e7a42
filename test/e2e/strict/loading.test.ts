import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builds } from '../../support/builds';
import { useShop } from '../../support/shop';

const shop = useShop();
const snippet = `<script>${readFileSync('dist/snippet.js', 'utf8')}</script>`;
const tag = '<script src="/tag.js" data-reads="live"></script>';
const setup = '<script>var ran = [];</script>';

/** What a page does with the library, whether it is there or not. */
const use = (name: string) => `<script>
  (window.iAdvizeEvents = window.iAdvizeEvents || []).push(function (iadvize) {
    iadvize.on('*', function (event) { ran.push('${name} ' + event.type) }, { replay: true });
  });
</script>`;
const throwing = `<script>
  (window.iAdvizeEvents = window.iAdvizeEvents || []).push(function () { throw new Error('broken') });
</script>`;

describe.each(builds)('the queue of %s', (build) => {
  const library = `<script src="/dist/${build}"></script>`;

  it.each([
    ['before the library', use('a') + library],
    ['after it', library + use('a')],
    ['before the snippet', use('a') + snippet + library],
    ['between the snippet and the library', snippet + use('a') + library],
    ['after both', snippet + library + use('a')],
    ['before two of the library', use('a') + library + library],
    ['between two of the library', library + use('a') + library],
  ])('runs what was pushed %s', async (_, head) => {
    const page = await shop.open({ head: setup + head + tag });
    await page.evaluate(`fire('onChatStarted', { id: 1 })`);
    expect(await page.evaluate('ran')).toEqual(['a chatStarted']);
    expect(await page.errors()).toEqual([]);
  });

  it('runs what was pushed before and what is pushed after, in order, also by who kept the list', async () => {
    const keep = '<script>var kept = window.iAdvizeEvents;</script>';
    const late = use('c').replace(/\(window.iAdvizeEvents =.*?\)\.push/, 'kept.push');
    const page = await shop.open({ head: setup + use('a') + use('b') + keep + library + late + use('d') + tag });
    await page.evaluate(`fire('onChatStarted', { id: 1 })`);
    expect(await page.evaluate('ran')).toEqual(['a', 'b', 'c', 'd'].map((name) => `${name} chatStarted`));
  });

  it('goes on behind a function that throws', async () => {
    const page = await shop.open({ head: setup + throwing + use('a') + library + throwing + use('b') + tag });
    await page.evaluate(`fire('onChatStarted', { id: 1 })`);
    expect(await page.evaluate('ran')).toEqual(['a chatStarted', 'b chatStarted']);
    await expect.poll(() => page.errors()).toEqual(['broken', 'broken']);
  });

  it('refuses a module that there is not, by its name', async () => {
    const page = await shop.open({ head: library });
    const said = await page.evaluate(`iAdvizeEvents.load('adaptors').catch(String)`);
    expect(said).toContain('adaptors');
  });
});

describe('modules', () => {
  const attributes = 'data-adapters="beacon domEvent" data-beacon-url="/events"';
  const library = (more = '') => `<script src="/iadvize-callbacks.global.js" ${attributes} ${more}></script>`;
  const file = (name: string) => [
    `/iadvize-callbacks.${name}.js`,
    readFileSync(`dist/iadvize-callbacks.${name}.js`, 'utf8'),
  ];
  const only = (...names: string[]) => Object.fromEntries(names.map(file)) as Record<string, string>;
  const sent = () => shop.received.map(({ type }) => type);

  it('that a page does not ask for are not loaded', async () => {
    const page = await shop.open({ head: '<script src="/dist/iadvize-callbacks.global.js"></script>' });
    // Whatever the library asks for comes before this.
    await page.evaluate(`import('/fake-tag.js')`);
    expect(shop.asked.filter((path) => path.includes('iadvize-callbacks.'))).toEqual([
      '/dist/iadvize-callbacks.global.js',
    ]);
  });

  it('get what fired before they came, and get it once', async () => {
    const page = await shop.openAfresh({
      head: library() + library() + tag + `<script>fire('onChatStarted', { id: 1 }); fire('onChatDisplayed')</script>`,
      files: only('global', 'adapters'),
    });
    await expect.poll(sent).toEqual(['chatStarted', 'chatDisplayed']);
    await page.evaluate(`fire('onChatEnded', { id: 1 })`);
    await expect.poll(sent).toEqual(['chatStarted', 'chatDisplayed', 'chatEnded']);
  });

  it('get what fired before the page uninstalled, and nothing else', async () => {
    await shop.openAfresh({
      head: `${library()}${tag}<script>
        fire('onChatStarted', { id: 1 });
        iAdvizeEvents.uninstall();
        window.iAdvizeCallbacks && fire('onChatEnded', { id: 1 });
      </script>`,
      files: only('global', 'adapters'),
    });
    await expect.poll(sent).toEqual(['chatStarted']);
  });

  it('that do not come are said once, and the page goes on', async () => {
    const page = await shop.openAfresh({
      head: `${setup}${library()}${use('a')}${tag}`,
      files: only('global', 'virtual-agent'),
    });
    await page.evaluate(`fire('onChatStarted', { id: 1 })`);
    expect(await page.evaluate('ran')).toEqual(['a chatStarted']);
    await expect.poll(() => page.errors()).toHaveLength(1);
    expect((await page.errors())[0]).toContain(`${shop.origin()}/iadvize-callbacks.adapters.js did not load`);
    expect(
      await page.evaluate(`iAdvizeEvents.load('virtual-agent')
        .then(({ createHandoff }) => createHandoff(iAdvizeEvents).state)`),
    ).toBe('idle');
  });

  it('of consent that do not come start no adapter', async () => {
    const page = await shop.openAfresh({
      head: library('data-consent="tcf"') + tag,
      files: only('global', 'adapters'),
    });
    await page.evaluate(`fire('onChatStarted', { id: 1 })`);
    await expect.poll(() => page.errors()).toHaveLength(1);
    expect((await page.errors())[0]).toContain('/iadvize-callbacks.consents.js did not load');
    expect(sent()).toEqual([]);
  });
});
