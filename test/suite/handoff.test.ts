import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import type { FakeTag } from '../../src/testing';
import { createHandoff } from '../../src/virtual-agent';
import type { Handoff, HandoffState } from '../../src/virtual-agent';
import { collectErrors } from '../support/errors';

type Page = Window & { iAdvize?: unknown; iAdvizeInterface?: unknown };

const errors = collectErrors();
const page: Page = window;
let iadvize: IAdvizeCallbacks;
let handoff: Handoff;
let tag: FakeTag;

const begin = () => {
  iadvize = installCallbacks();
  handoff = createHandoff(iadvize);
  tag = createFakeTag();
};

const end = () => {
  iadvize.uninstall();
  delete page.iAdvize;
  delete page.iAdvizeInterface;
};

/** What follows each external script of a page. */
const scriptLoaded = () => document.documentElement.dispatchEvent(new Event('load'));

beforeEach(begin);
afterEach(end);

describe('the Virtual Agent’s conversation id', () => {
  const before: [string, () => void][] = [
    ['is absent', () => {}],
    ['is a string', () => (page.iAdvize = 'iAdvize')],
    ['is null', () => (page.iAdvize = null)],
    ['is an object of the page', () => (page.iAdvize = { page: true })],
    ['is frozen', () => (page.iAdvize = Object.freeze({}))],
    ['is an element', () => (document.body.innerHTML = '<form id="iAdvize"></form>')],
    ['is the tag’s', () => tag.load()],
    ['was the tag’s', () => (tag.load(), tag.load(), (page.iAdvize = 'gone'))],
    ['was deleted', () => (tag.load(), delete page.iAdvize)],
  ];

  it.each(before)('reaches the tag where window.iAdvize %s', (_, prepare) => {
    prepare();
    handoff.handOff('bot-1');
    tag.load();
    scriptLoaded();
    expect(handoff.state).toBe('set');
    tag.fire('onChatStarted');
    expect(tag.vaSCI).toBe('bot-1');
    expect(handoff.state).toBe('transmitted');
    document.body.innerHTML = '';
  });

  it.each(['load', 'DOMContentLoaded'])('reaches a tag that replaced a deleted object, on %s', (type) => {
    tag.load();
    handoff.handOff('bot-1');
    delete page.iAdvize;
    tag.load();
    document.dispatchEvent(new Event(type));
    tag.fire('onChatStarted');
    expect(tag.vaSCI).toBe('bot-1');
  });

  it.each(['click', 'message', 'load'])('reaches it on %s of the window, before the page’s own listeners', (type) => {
    tag.load();
    handoff.handOff('bot-1');
    delete page.iAdvize;
    tag.load();
    const read = vi.fn<(seen: object) => void>();
    window.addEventListener(type, () => read({ ...(page.iAdvize as object) }), { once: true });
    window.dispatchEvent(new Event(type));
    expect(read).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ vaSCI: 'bot-1' }));
  });

  it('reaches a tag that replaced a deleted object, once the page changes', async () => {
    tag.load();
    handoff.handOff('bot-1');
    delete page.iAdvize;
    tag.load();
    document.body.append(document.createElement('p'));
    await expect.poll(() => page.iAdvize).toHaveProperty('vaSCI', 'bot-1');
  });

  it('reaches a tag that replaced a deleted object, at the next callback', () => {
    tag.load();
    handoff.handOff('bot-1');
    delete page.iAdvize;
    tag.load();
    tag.fire('onChatDisplayed');
    tag.fire('onChatStarted');
    expect(tag.vaSCI).toBe('bot-1');
  });

  it('is put back where the tag resets it on its object', () => {
    tag.load();
    handoff.handOff('bot-1');
    Object.assign(page.iAdvize as object, { vaSCI: undefined });
    scriptLoaded();
    expect(page.iAdvize).toHaveProperty('vaSCI', 'bot-1');
  });

  it('goes with every chat until it is cleared', () => {
    handoff.handOff('bot-1');
    tag.load();
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    tag.load();
    tag.fire('onChatStarted');
    expect(tag.vaSCI).toBe('bot-1');
    handoff.clear();
    tag.fire('onChatStarted');
    expect(tag.vaSCI).toBeUndefined();
    expect(handoff.state).toBe('idle');
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
        begin();
        tag = createFakeTag({ era });
        let last: string | undefined;
        let usable = false;
        let loaded = false;
        const perform = {
          clear() {
            handoff.clear();
            last = undefined;
          },
          load() {
            tag.load();
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
            tag.fire('onChatStarted');
            if (usable) expect(tag.vaSCI).toBe(last);
          },
          end() {
            if (loaded) tag.fire('onChatEnded');
          },
        };
        for (const step of steps) {
          if (typeof step === 'string') perform[step]();
          else handoff.handOff((last = step.handOff));
        }
        end();
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
    tag.load();
    handoff.handOff('bot-1');
    expect(() => handoff.handOff(id as string)).toThrow(TypeError);
    expect(page.iAdvize).toHaveProperty('vaSCI', 'bot-1');
  });

  it.each(['7', 'x'.repeat(256), 'nina:2f/3a=b+c', 'conversación-1', '__proto__'])('may be %s', (id) => {
    tag.load();
    handoff.handOff(id);
    tag.fire('onChatStarted');
    expect(tag.vaSCI).toBe(id);
  });
});

describe('the state of a handoff', () => {
  it('goes from idle to pending, set and transmitted, each told once', () => {
    const seen: HandoffState[] = [];
    expect(handoff.state).toBe('idle');
    const stop = handoff.subscribe((state) => seen.push(state));
    handoff.handOff('bot-1');
    tag.load();
    tag.load();
    tag.fire('onChatDisplayed');
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    handoff.clear();
    expect(seen).toEqual(['pending', 'set', 'transmitted', 'idle']);
    stop();
    handoff.handOff('bot-1');
    expect(seen).toHaveLength(4);
  });

  it('is missed while a chat is running, and the next chat has the id', () => {
    tag.load();
    tag.fire('onChatStarted');
    handoff.handOff('bot-1');
    expect(handoff.state).toBe('missed');
    tag.fire('onChatEnded');
    expect(handoff.state).toBe('set');
    tag.fire('onChatStarted');
    expect(tag.vaSCI).toBe('bot-1');
    expect(handoff.state).toBe('transmitted');
  });

  it('is missed where a listener of the chat’s start hands over', () => {
    tag.load();
    handoff.handOff('bot-1');
    handoff.clear();
    iadvize.on('chatStarted', () => handoff.handOff('bot-2'));
    tag.fire('onChatStarted');
    expect(tag.vaSCI).toBeUndefined();
    expect(handoff.state).toBe('missed');
  });

  it('is missed where the chat began without the tag’s object', () => {
    tag.load();
    page.iAdvize = 'gone';
    handoff.handOff('bot-1');
    tag.fire('onChatStarted');
    expect(handoff.state).toBe('missed');
  });

  it('is pending where the object takes no property', () => {
    handoff.handOff('bot-1');
    page.iAdvize = Object.freeze({});
    expect(handoff.state).toBe('pending');
  });

  it('survives listeners that throw', () => {
    const failure = new Error('listener');
    const next = vi.fn();
    const stops = [
      handoff.subscribe(() => {
        throw failure;
      }),
      handoff.subscribe(next),
    ];
    tag.load();
    handoff.handOff('bot-1');
    for (const stop of stops) stop();
    expect(next).toHaveBeenCalledExactlyOnceWith('set');
    expect(errors.take()).toEqual([failure]);
  });

  it('survives an object that throws', () => {
    const failure = new Error('object');
    page.iAdvize = 'iAdvize';
    handoff.handOff('bot-1');
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
    tag.load();
    expect(handoff.state).toBe('set');
    page.iAdvize = {};
  });

  it('refuses what is no function', () => {
    expect(() => handoff.subscribe('set' as never)).toThrow(TypeError);
  });
});

describe('a handoff', () => {
  it('is one per page', () => {
    expect(createHandoff(installCallbacks())).toBe(handoff);
  });

  it('refuses what is not the installed object', () => {
    for (const value of [undefined, null, {}, 'iadvize']) {
      expect(() => createHandoff(value as IAdvizeCallbacks)).toThrow(TypeError);
    }
  });

  it('ends with uninstall, and starts again after the next install', () => {
    tag.load();
    handoff.handOff('bot-1');
    iadvize.uninstall();
    expect(handoff.state).toBe('idle');
    expect(page.iAdvize).not.toHaveProperty('vaSCI');
    handoff.handOff('bot-2');
    expect(handoff.state).toBe('idle');
    installCallbacks();
    handoff.handOff('bot-3');
    expect(handoff.state).toBe('set');
  });

  it('leaves other values of vaSCI alone when it is cleared', () => {
    tag.load();
    handoff.handOff('bot-1');
    Object.assign(page.iAdvize as object, { vaSCI: 'theirs' });
    handoff.clear();
    expect(page.iAdvize).toHaveProperty('vaSCI', 'theirs');
  });
});
