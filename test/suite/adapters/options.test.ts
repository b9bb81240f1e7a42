import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../../src';
import type { IAdvizeCallbacks } from '../../../src';
import { beacon, createAdapter, domEvent } from '../../../src/adapters';
import type { AdapterOptions } from '../../../src/adapters';
import { conversations, createFakeTag } from '../../../src/testing';
import type { FakeTag } from '../../../src/testing';
import { createTool, leavePage } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
let iadvize: IAdvizeCallbacks;
let tag: FakeTag;

const start = () => {
  iadvize = installCallbacks();
  tag = createFakeTag();
  tag.load();
};

const end = () => {
  iadvize.uninstall();
  leavePage();
};

/** What a reload does: nothing is left but storage. */
const reload = () => {
  end();
  start();
};

beforeEach(() => {
  localStorage.clear();
  start();
});

afterEach(() => {
  vi.restoreAllMocks();
  end();
});

describe('an option of a wrong type', () => {
  const wrong: Record<keyof AdapterOptions, unknown[]> = {
    events: ['chatStarted', ['chatStart'], ['*'], [undefined], {}],
    rename: ['chat', 5, true, null],
    parameters: ['shop', 5, true, null],
    include: ['msg', ['message'], {}],
    consent: ['tcf', 1, {}, null, []],
    sampling: ['1', -0.1, 1.1, NaN, null, true],
    oncePerConversation: ['yes', 1, null],
    onDropped: [{}, 'log', null],
  };

  const cases = Object.entries(wrong).flatMap(([name, values]) => values.map((value) => [name, value] as const));

  it.each(cases)('is refused at use, by name: %s %j', (name, value) => {
    const { adapter, sent } = createTool({ [name]: value });
    expect(() => iadvize.use(adapter)).toThrow(TypeError);
    expect(() => iadvize.use(adapter)).toThrow(name);
    tag.fire('onChatStarted');
    leavePage();
    expect(sent).toEqual([]);
  });

  it('is refused for options that are not an object', () => {
    expect(() => iadvize.use(createTool('chatStarted' as never).adapter)).toThrow(TypeError);
    expect(() => iadvize.use(domEvent({ target: 'document' as never }))).toThrow(/target/);
    expect(() => iadvize.use(beacon('http://'))).toThrow(/url/);
    expect(() => iadvize.use(beacon('/events', { interval: '1' as never }))).toThrow(/interval/);
    expect(() => iadvize.use(beacon('/events', { persist: 1 as never }))).toThrow(/persist/);
    expect(() => iadvize.use(beacon('/events', { sampling: 2 }))).toThrow(/sampling/);
  });

  it('does not stop another adapter', () => {
    const { adapter, types } = createTool();
    iadvize.use(adapter);
    expect(() => iadvize.use(createTool({ sampling: 2 }).adapter)).toThrow();
    tag.fire('onChatStarted');
    leavePage();
    expect(types()).toEqual(['chatStarted']);
  });
});

it('events are those that are asked for', async () => {
  const { adapter, types } = createTool({ events: ['chatEnded', 'chatStarted'] });
  iadvize.use(adapter);
  await tag.play(conversations.chat);
  leavePage();
  expect(types()).toEqual(['chatStarted', 'chatEnded']);
});

describe('sampling', () => {
  const fireConversation = (id: number | undefined) => {
    tag.call('onChatStarted', { id });
    tag.call('onMessageSent', { msg: 'Hi' });
    tag.call('onSatisfactionAnswered');
  };

  it('takes its part of conversations, each of them whole, the same for every tool', () => {
    const [a, b] = [createTool({ sampling: 0.3 }), createTool({ sampling: 0.3 })];
    iadvize.use(a.adapter);
    iadvize.use(b.adapter);
    for (let id = 10_000; id < 12_000; id += 1) fireConversation(id);
    leavePage();
    expect(a.sent.length / 6000).toBeGreaterThan(0.26);
    expect(a.sent.length / 6000).toBeLessThan(0.34);
    const count = (type: string) => a.types().filter((other) => other === type).length;
    expect(count('chatStarted')).toBe(count('messageSent'));
    expect(count('chatStarted')).toBe(count('satisfactionAnswered'));
    expect(b.sent.map(({ event }) => event)).toEqual(a.sent.map(({ event }) => event));
  });

  it('takes a page whole before there is a conversation', () => {
    const { adapter, sent } = createTool({ sampling: 0.5 });
    iadvize.use(adapter);
    for (let index = 0; index < 50; index += 1) fireConversation(undefined);
    leavePage();
    expect([0, 150]).toContain(sent.length);
  });

  it.each([
    [0, 0],
    [1, 3],
  ])('of %d sends %d', (sampling, expected) => {
    const { adapter, sent } = createTool({ sampling, events: ['messageSent', 'chatStarted', 'satisfactionAnswered'] });
    iadvize.use(adapter);
    fireConversation(1);
    leavePage();
    expect(sent).toHaveLength(expected);
  });
});

describe('once per conversation', () => {
  it('is not doubled by a reload where the tag repeats the start', () => {
    const [first, second] = [createTool({}, 'reloaded'), createTool({}, 'reloaded')];
    iadvize.use(first.adapter);
    tag.call('onChatStarted', { id: 900, conversationId: 'r-1' });
    reload();
    iadvize.use(second.adapter);
    tag.call('onChatStarted', { id: 900, conversationId: 'r-1' });
    tag.call('onMessageSent', {});
    tag.call('onChatEnded', { id: 900, conversationId: 'r-1' });
    tag.call('onChatEnded', { id: 900, conversationId: 'r-1' });
    tag.call('onChatStarted', { id: 901, conversationId: 'r-2' });
    leavePage();
    expect(first.types()).toEqual(['chatStarted']);
    expect(second.types()).toEqual(['messageSent', 'chatEnded', 'chatStarted']);
  });

  it('is not doubled by what another tab has sent', () => {
    const { adapter, types } = createTool({}, 'tabs');
    localStorage.setItem('iadvize-callbacks:tabs chatStarted:t-1', String(Date.now()));
    iadvize.use(adapter);
    tag.call('onChatStarted', { conversationId: 't-1' });
    tag.call('onChatStarted', { conversationId: 't-2' });
    leavePage();
    expect(types()).toEqual(['chatStarted']);
    expect(localStorage.getItem('iadvize-callbacks:tabs chatStarted:t-2')).not.toBeNull();
  });

  it('writes nothing that another tab may be writing', () => {
    const { adapter } = createTool({}, 'apart');
    iadvize.use(adapter);
    tag.call('onChatStarted', { conversationId: 'a-1' });
    leavePage();
    const [entry] = Object.entries({ ...localStorage });
    tag.call('onChatStarted', { conversationId: 'a-2' });
    leavePage();
    expect(localStorage).toHaveLength(2);
    expect(localStorage.getItem(entry?.[0] ?? '')).toBe(entry?.[1]);
  });

  it('holds for each tool, and for two accounts of one', () => {
    const tools = [createTool({}, 'x'), createTool({}, 'x'), createTool({}, 'y')];
    for (const { adapter } of tools) iadvize.use(adapter);
    tag.call('onChatStarted', { conversationId: 'u-1' });
    leavePage();
    expect(tools.map(({ types }) => types())).toEqual([['chatStarted'], ['chatStarted'], ['chatStarted']]);
  });

  it('can be turned off, and is not for conversations without an id', () => {
    const off = createTool({ oncePerConversation: false });
    const on = createTool();
    iadvize.use(off.adapter);
    iadvize.use(on.adapter);
    for (const id of ['o-1', 'o-1', undefined, undefined]) tag.call('onChatStarted', { id });
    leavePage();
    expect(off.sent).toHaveLength(4);
    expect(on.sent).toHaveLength(3);
  });

  it('stores nothing before consent', () => {
    iadvize.use(createTool({ consent: () => undefined }).adapter);
    tag.fire('onChatStarted');
    leavePage();
    expect(localStorage).toHaveLength(0);
  });

  it('is remembered for a day', () => {
    const day = 86_400_000;
    const key = (id: string) => `iadvize-callbacks:short chatStarted:${id}`;
    localStorage.setItem(key('yesterday'), String(Date.now() - day - 1000));
    localStorage.setItem(key('today'), String(Date.now() - day / 2));
    iadvize.use(createTool({}, 'short').adapter);
    tag.call('onChatStarted', { id: 'now' });
    leavePage();
    expect(Object.keys(localStorage).sort()).toEqual([key('now'), key('today')]);
  });

  it('is remembered for the last 200 where the page stays open and storage is cleared', () => {
    const { adapter, sent } = createTool();
    iadvize.use(adapter);
    const start = (id: number) => tag.call('onChatStarted', { id: `l-${id}` });
    for (let id = 0; id < 201; id += 1) start(id);
    leavePage();
    localStorage.clear();
    start(1);
    start(0);
    leavePage();
    expect(sent).toHaveLength(202);
    expect(sent.at(-1)?.parameters['chat_id']).toBe('l-0');
  });

  it.each(['getItem', 'setItem'] as const)(
    'holds for the page where storage is blocked or full: %s throws',
    (method) => {
      const { adapter, types } = createTool();
      vi.spyOn(Object.getPrototypeOf(localStorage) as Storage, method).mockImplementation(() => {
        throw new DOMException('blocked');
      });
      iadvize.use(adapter);
      tag.call('onChatStarted', { conversationId: `b-${method}` });
      tag.call('onChatStarted', { conversationId: `b-${method}` });
      tag.call('onMessageSent', {});
      leavePage();
      expect(types()).toEqual(['chatStarted', 'messageSent']);
    },
  );
});

describe('domEvent', () => {
  it('dispatches an event that bubbles, with nothing private in it', () => {
    const seen: CustomEvent[] = [];
    const listen = (event: Event) => seen.push(event as CustomEvent);
    window.addEventListener('iadvize_chat_started', listen);
    iadvize.use(domEvent());
    tag.call('onChatStarted', { id: 70, startedBy: 'visitor', vuid: 'secret' });
    leavePage();
    window.removeEventListener('iadvize_chat_started', listen);
    expect(seen.map(({ detail }) => detail as unknown)).toEqual([
      {
        category: 'iAdvize',
        action: 'Chat Start',
        label: 'visitor',
        parameters: { chat_id: '70', conversation_id: '70', started_by: 'visitor' },
        timestamp: iadvize.events[0]?.timestamp,
        type: 'chatStarted',
      },
    ]);
  });

  it('dispatches where it is told to', () => {
    const target = new EventTarget();
    const seen = vi.fn();
    target.addEventListener('chat', seen);
    iadvize.use(domEvent({ target, rename: { chatEnded: 'chat' } }));
    tag.fire('onChatEnded');
    leavePage();
    expect(seen).toHaveBeenCalledOnce();
  });
});

describe('createAdapter', () => {
  it('makes an adapter in five lines, whose errors go to the console', () => {
    const calls: unknown[] = [];
    iadvize.use(
      createAdapter({
        name: 'own',
        find: () => calls,
        send: (tool, { name, parameters }) => tool.push([name, parameters]),
      }),
    );
    const failure = new Error('own');
    iadvize.use(
      createAdapter({
        name: 'failing',
        find: () => calls,
        send: () => {
          throw failure;
        },
      }),
    );
    tag.call('onRuleStarted', { id: 1 });
    leavePage();
    expect(calls).toEqual([['iadvize_rule_started', { rule_id: '1' }]]);
    expect(errors.take()).toEqual([failure]);
  });
});
