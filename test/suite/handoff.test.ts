import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import { createHandoff } from '../../src/virtual-agent';
import type { HandoffState } from '../../src/virtual-agent';
import type { IAdvizeCallbacks } from '../../src';
import { collectErrors } from '../support/errors';
import { page, scriptLoaded, useHandoff } from '../support/handoff';

const errors = collectErrors();
const shop = useHandoff();

describe('the Virtual Agent’s conversation id', () => {
  const before: [string, () => void][] = [
    ['is absent', () => {}],
    ['is a string', () => (page.iAdvize = 'iAdvize')],
    ['is null', () => (page.iAdvize = null)],
    ['is an object of the page', () => (page.iAdvize = { page: true })],
    ['is frozen', () => (page.iAdvize = Object.freeze({}))],
    ['is an element', () => (document.body.innerHTML = '<form id="iAdvize"></form>')],
    ['is the tag’s', () => shop.tag.load()],
    ['was the tag’s', () => (shop.tag.load(), shop.tag.load(), (page.iAdvize = 'gone'))],
    ['was deleted', () => (shop.tag.load(), delete page.iAdvize)],
  ];

  it.each(before)('reaches the tag where window.iAdvize %s', (_, prepare) => {
    prepare();
    shop.handoff.handOff('bot-1');
    shop.tag.load();
    scriptLoaded();
    expect(shop.handoff.state).toBe('set');
    shop.tag.fire('onChatStarted');
    expect(shop.tag.vaSCI).toBe('bot-1');
    expect(shop.handoff.state).toBe('transmitted');
    document.body.innerHTML = '';
  });

  it.each(['load', 'DOMContentLoaded'])('reaches a tag that replaced a deleted object, on %s', (type) => {
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    delete page.iAdvize;
    shop.tag.load();
    document.dispatchEvent(new Event(type));
    shop.tag.fire('onChatStarted');
    expect(shop.tag.vaSCI).toBe('bot-1');
  });

  it.each(['click', 'message', 'load'])('reaches it on %s of the window, before the page’s own listeners', (type) => {
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    delete page.iAdvize;
    shop.tag.load();
    const read = vi.fn<(seen: object) => void>();
    window.addEventListener(type, () => read({ ...(page.iAdvize as object) }), { once: true });
    window.dispatchEvent(new Event(type));
    expect(read).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ vaSCI: 'bot-1' }));
  });

  it('reaches a tag that replaced a deleted object, once the page changes', async () => {
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    delete page.iAdvize;
    shop.tag.load();
    document.body.append(document.createElement('p'));
    await expect.poll(() => page.iAdvize).toHaveProperty('vaSCI', 'bot-1');
  });

  it('reaches a tag that replaced a deleted object, at the next callback', () => {
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    delete page.iAdvize;
    shop.tag.load();
    shop.tag.fire('onChatDisplayed');
    shop.tag.fire('onChatStarted');
    expect(shop.tag.vaSCI).toBe('bot-1');
  });

  it('is put back where the tag resets it on its object', () => {
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    Object.assign(page.iAdvize as object, { vaSCI: undefined });
    scriptLoaded();
    expect(page.iAdvize).toHaveProperty('vaSCI', 'bot-1');
  });

  it('goes with every chat until it is cleared', () => {
    shop.handoff.handOff('bot-1');
    shop.tag.load();
    shop.tag.fire('onChatStarted');
    shop.tag.fire('onChatEnded');
    shop.tag.load();
    shop.tag.fire('onChatStarted');
    expect(shop.tag.vaSCI).toBe('bot-1');
    shop.handoff.clear();
    shop.tag.fire('onChatStarted');
    expect(shop.tag.vaSCI).toBeUndefined();
    expect(shop.handoff.state).toBe('idle');
  });

  it('is the last one handed over, in any order of handOff, clear, loads, replacements and chats', () => {
    type Step = 'clear' | 'load' | 'replace' | 'misuse' | 'start' | 'end' | { handOff: string };
    const steps = fc.array(
      fc.oneof(
        fc.constantFrom<Step[]>('clear', 'load', 'replace', 'misuse', 'start', 'end'),
        fc.record({ handOff: fc.uuid() }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, fc.constantFrom('2016', '2020'), (steps, era) => {
        shop.open({ era });
        let last: string | undefined;
        let usable = false;
        let loaded = false;
        const perform = {
          clear() {
            shop.handoff.clear();
            last = undefined;
          },
          load() {
            shop.tag.load();
            usable = true;
            loaded = true;
          },
          replace() {
            page.iAdvize = { replaced: true };
          },
          misuse() {
            page.iAdvize = 'iAdvize';
            usable = false;
          },
          start() {
            if (!loaded) return;
            shop.tag.fire('onChatStarted');
            if (usable) expect(shop.tag.vaSCI).toBe(last);
          },
          end() {
            if (loaded) shop.tag.fire('onChatEnded');
          },
        };
        for (const step of steps) {
          if (typeof step === 'string') perform[step]();
          else shop.handoff.handOff((last = step.handOff));
        }
        shop.leave();
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, unknown]>([
    ['empty', ''],
    ['blank', ' '],
    ['huge', 'x'.repeat(257)],
    ['a number', 7],
    ['nothing', undefined],
    ['null', null],
    ['an object', { toString: () => 'bot-1' }],
    ['a list', ['bot-1']],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['an attribute', 'x" onload="alert(1)'],
    ['an entity', '&lt;'],
    ['two lines', 'bot\r\nSet-Cookie: a=b'],
    ['a null character', 'bot\0'],
    ['a right-to-left mark', 'bot\u202e1'],
    ['half a character', 'bot\ud800'],
  ])('is refused where it is %s, and nothing changes', (_, id) => {
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    expect(() => shop.handoff.handOff(id as string)).toThrow(TypeError);
    expect(page.iAdvize).toHaveProperty('vaSCI', 'bot-1');
  });

  it.each(['7', 'x'.repeat(256), 'nina:2f/3a=b+c', 'conversación-1', '__proto__'])('may be %s', (id) => {
    shop.tag.load();
    shop.handoff.handOff(id);
    shop.tag.fire('onChatStarted');
    expect(shop.tag.vaSCI).toBe(id);
  });
});

describe('the state of a handoff', () => {
  it('goes from idle to pending, set and transmitted, each told once', () => {
    const seen: HandoffState[] = [];
    expect(shop.handoff.state).toBe('idle');
    const stop = shop.handoff.subscribe((state) => seen.push(state));
    shop.handoff.handOff('bot-1');
    shop.tag.load();
    shop.tag.load();
    shop.tag.fire('onChatDisplayed');
    shop.tag.fire('onChatStarted');
    shop.tag.fire('onChatEnded');
    shop.handoff.clear();
    expect(seen).toEqual(['pending', 'set', 'transmitted', 'idle']);
    stop();
    shop.handoff.handOff('bot-1');
    expect(seen).toHaveLength(4);
  });

  it('is missed while a chat is running, and the next chat has the id', () => {
    shop.tag.load();
    shop.tag.fire('onChatStarted');
    shop.handoff.handOff('bot-1');
    expect(shop.handoff.state).toBe('missed');
    shop.tag.fire('onChatEnded');
    expect(shop.handoff.state).toBe('set');
    shop.tag.fire('onChatStarted');
    expect(shop.tag.vaSCI).toBe('bot-1');
    expect(shop.handoff.state).toBe('transmitted');
  });

  it('is missed where a listener of the chat’s start hands over', () => {
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    shop.handoff.clear();
    shop.iadvize.on('chatStarted', () => shop.handoff.handOff('bot-2'));
    shop.tag.fire('onChatStarted');
    expect(shop.tag.vaSCI).toBeUndefined();
    expect(shop.handoff.state).toBe('missed');
  });

  it('is missed where the chat began without the tag’s object', () => {
    shop.tag.load();
    page.iAdvize = 'gone';
    shop.handoff.handOff('bot-1');
    shop.tag.fire('onChatStarted');
    expect(shop.handoff.state).toBe('missed');
  });

  it('is pending where the object takes no property', () => {
    shop.handoff.handOff('bot-1');
    page.iAdvize = Object.freeze({});
    expect(shop.handoff.state).toBe('pending');
  });

  it('survives listeners that throw', () => {
    const failure = new Error('listener');
    const next = vi.fn();
    const stops = [
      shop.handoff.subscribe(() => {
        throw failure;
      }),
      shop.handoff.subscribe(next),
    ];
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    for (const stop of stops) stop();
    expect(next).toHaveBeenCalledExactlyOnceWith('set');
    expect(errors.take()).toEqual([failure]);
  });

  it('survives an object that throws', () => {
    const failure = new Error('object');
    page.iAdvize = 'iAdvize';
    shop.handoff.handOff('bot-1');
    const hostile = new Proxy(
      {},
      {
        get() {
          throw failure;
        },
      },
    );
    expect(() => (page.iAdvize = hostile)).not.toThrow();
    expect(new Set(errors.take())).toEqual(new Set([failure]));
    shop.tag.load();
    expect(shop.handoff.state).toBe('set');
    page.iAdvize = {};
  });

  it('refuses what is no function', () => {
    expect(() => shop.handoff.subscribe('set' as never)).toThrow(TypeError);
  });
});

describe('a handoff', () => {
  it('is one per page', () => {
    expect(createHandoff(installCallbacks())).toBe(shop.handoff);
  });

  it('refuses what is not the installed object', () => {
    for (const value of [undefined, null, {}, 'iadvize']) {
      expect(() => createHandoff(value as IAdvizeCallbacks)).toThrow(TypeError);
    }
  });

  it('ends with uninstall, and starts again after the next install', () => {
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    shop.iadvize.uninstall();
    expect(shop.handoff.state).toBe('idle');
    expect(page.iAdvize).not.toHaveProperty('vaSCI');
    shop.handoff.handOff('bot-2');
    expect(shop.handoff.state).toBe('idle');
    installCallbacks();
    shop.handoff.handOff('bot-3');
    expect(shop.handoff.state).toBe('set');
  });

  it('leaves other values of vaSCI alone when it is cleared', () => {
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    Object.assign(page.iAdvize as object, { vaSCI: 'theirs' });
    shop.handoff.clear();
    expect(page.iAdvize).toHaveProperty('vaSCI', 'theirs');
  });
});
