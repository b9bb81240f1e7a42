import { afterEach, describe, expect, it, vi } from 'vitest';
import * as vendors from '../../../src/adapters/vendors';
import { createTool, fireRules, leavePage, usePage } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const shop = usePage();
const { iadvize } = shop;

afterEach(() => {
  vi.restoreAllMocks();
  for (const name of ['hj', '_paq', 'pa', 'analytics']) Reflect.deleteProperty(window, name);
});

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => String(from + index));

describe('a tool’s global', () => {
  it.each([['a string'], [42], [null], [{}], [Symbol('hj')]])(
    'that is %s until the tool comes loses nothing',
    (value) => {
      Reflect.set(window, 'hj', value);
      iadvize.use(vendors.hotjar());
      shop.tag.fire('onChatDisplayed');
      leavePage();
      const hj = vi.fn();
      Reflect.set(window, 'hj', hj);
      leavePage();
      expect(hj.mock.calls).toEqual([['event', 'iadvize_chat_displayed']]);
    },
  );

  it('whose getter throws until the tool comes loses nothing', () => {
    const hj = vi.fn();
    let broken = true;
    Object.defineProperty(window, 'hj', {
      configurable: true,
      get() {
        if (broken) throw new Error('not yet');
        return hj;
      },
    });
    iadvize.use(vendors.hotjar());
    shop.tag.fire('onChatDisplayed');
    leavePage();
    broken = false;
    leavePage();
    expect(hj).toHaveBeenCalledOnce();
  });

  it('that is frozen is called all the same', () => {
    const track = vi.fn();
    Reflect.set(window, 'analytics', Object.freeze({ track }));
    iadvize.use(vendors.segment());
    shop.tag.fire('onChatDisplayed');
    leavePage();
    expect(track).toHaveBeenCalledOnce();
  });

  it('that is a frozen queue has each of its errors reported, and stops no other tool', () => {
    Reflect.set(window, '_paq', Object.freeze([]));
    const { adapter, sent } = createTool();
    iadvize.use(vendors.matomo());
    iadvize.use(adapter);
    fireRules(shop.tag, 0, 3);
    leavePage();
    expect(sent).toHaveLength(3);
    expect(errors.take()).toEqual([expect.any(TypeError), expect.any(TypeError), expect.any(TypeError)]);
  });

  it('that is replaced halfway, and taken away for a while, gets each event once', () => {
    const [first, second] = [vi.fn(), vi.fn()];
    Reflect.set(window, 'hj', first);
    iadvize.use(vendors.hotjar());
    shop.tag.fire('onChatDisplayed');
    leavePage();
    Reflect.deleteProperty(window, 'hj');
    shop.tag.fire('onChatStarted');
    leavePage();
    Reflect.set(window, 'hj', second);
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(first.mock.calls.map(([, name]) => name as unknown)).toEqual(['iadvize_chat_displayed']);
    expect(second.mock.calls.map(([, name]) => name as unknown)).toEqual([
      'iadvize_chat_started',
      'iadvize_chat_ended',
    ]);
  });

  it('that is replaced by the tool’s own call gets the next event in its new form', () => {
    const sendEvent = vi.fn();
    Reflect.set(window, 'pa', { sendEvent: () => Reflect.set(window, 'pa', { sendEvent }) });
    iadvize.use(vendors.piano());
    fireRules(shop.tag, 0, 3);
    leavePage();
    expect(sendEvent).toHaveBeenCalledTimes(2);
  });

  it('that throws on every call is given each event once, and stops no other tool', () => {
    const hj = vi.fn(() => {
      throw new Error('hj');
    });
    Reflect.set(window, 'hj', hj);
    const { adapter, sent } = createTool();
    iadvize.use(vendors.hotjar());
    iadvize.use(adapter);
    fireRules(shop.tag, 0, 5);
    leavePage();
    leavePage();
    expect(hj).toHaveBeenCalledTimes(5);
    expect(sent).toHaveLength(5);
    expect(errors.take()).toHaveLength(5);
  });
});

it('ten thousand events in a second reach each of three tools by themselves, all of them, in order', async () => {
  const tools = [createTool(), createTool(), createTool()];
  for (const { adapter } of tools) iadvize.use(adapter);
  for (let from = 0; from < 10_000; from += 1000) {
    fireRules(shop.tag, from, from + 1000);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await expect.poll(() => tools.map(({ sent }) => sent.length), { timeout: 30_000 }).toEqual([10_000, 10_000, 10_000]);
  for (const { sent } of tools) expect(sent.map(({ parameters }) => parameters['rule_id'])).toEqual(range(0, 10_000));
});
