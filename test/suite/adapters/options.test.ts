import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAdapter, domEvent } from '../../../src/adapters';
import { conversations } from '../../../src/testing';
import { createTool, leavePage, usePage } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const shop = usePage();
const { iadvize } = shop;

afterEach(() => {
  vi.restoreAllMocks();
});

it('events are those that are asked for', async () => {
  const { adapter, types } = createTool({ events: ['chatEnded', 'chatStarted'] });
  iadvize.use(adapter);
  await shop.tag.play(conversations.chat);
  leavePage();
  expect(types()).toEqual(['chatStarted', 'chatEnded']);
});

describe('sampling', () => {
  const fireConversation = (id: number | undefined) => {
    shop.tag.call('onChatStarted', { id });
    shop.tag.call('onMessageSent', { msg: 'Hi' });
    shop.tag.call('onSatisfactionAnswered');
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

  it('takes a conversation whole where the adapter is removed in its middle, and used again', () => {
    const { adapter, types } = createTool({ sampling: 0.5 });
    let stop = iadvize.use(adapter);
    for (let id = 0; id < 40; id += 1) {
      shop.tag.call('onChatStarted', { id });
      stop();
      shop.tag.call('onMessageSent', { msg: 'Hi' });
      stop = iadvize.use(adapter);
      shop.tag.call('onSatisfactionAnswered');
    }
    leavePage();
    const whole = ['chatStarted', 'messageSent', 'satisfactionAnswered'];
    expect(types().length).toBeGreaterThan(0);
    expect(types().length).toBeLessThan(120);
    expect(types()).toEqual(types().map((_, index) => whole[index % 3]));
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

describe('events', () => {
  const typing = ['onVisitorWriting', 'onVisitorStopWriting', 'onOperatorWriting', 'onOperatorStopWriting'] as const;

  it('are sent but for those of writing, unless they are asked for', () => {
    const [usual, all, one] = [createTool(), createTool({ events: 'all' }), createTool({ events: ['visitorWriting'] })];
    for (const { adapter } of [usual, all, one]) iadvize.use(adapter);
    for (const name of [...typing, 'onMessageSent'] as const) shop.tag.fire(name);
    leavePage();
    expect(usual.types()).toEqual(['messageSent']);
    expect(all.types()).toHaveLength(5);
    expect(one.types()).toEqual(['visitorWriting']);
  });
});

describe('once per conversation', () => {
  it('is not doubled by a reload where the tag repeats the start', () => {
    const [first, second] = [createTool({}, 'reloaded'), createTool({}, 'reloaded')];
    iadvize.use(first.adapter);
    shop.tag.call('onChatStarted', { id: 900, conversationId: 'r-1' });
    shop.reload();
    iadvize.use(second.adapter);
    shop.tag.call('onChatStarted', { id: 900, conversationId: 'r-1' });
    shop.tag.call('onMessageSent', {});
    shop.tag.call('onChatEnded', { id: 900, conversationId: 'r-1' });
    shop.tag.call('onChatEnded', { id: 900, conversationId: 'r-1' });
    shop.tag.call('onChatStarted', { id: 901, conversationId: 'r-2' });
    leavePage();
    expect(first.types()).toEqual(['chatStarted']);
    expect(second.types()).toEqual(['messageSent', 'chatEnded', 'chatStarted']);
  });

  it('is not doubled by what another tab has sent', () => {
    const { adapter, types } = createTool({}, 'tabs');
    localStorage.setItem('iadvize-callbacks:sent tabs chatStarted t-1', String(Date.now()));
    iadvize.use(adapter);
    shop.tag.call('onChatStarted', { conversationId: 't-1' });
    shop.tag.call('onChatStarted', { conversationId: 't-2' });
    leavePage();
    expect(types()).toEqual(['chatStarted']);
    expect(localStorage.getItem('iadvize-callbacks:sent tabs chatStarted t-2')).toBeTruthy();
  });

  it('keeps each under a key of its own, which what another tab writes at the same moment cannot replace', () => {
    const keys = () => Object.keys(localStorage).filter((key) => key.startsWith('iadvize-callbacks:sent')).length;
    iadvize.use(createTool({}, 'apart').adapter);
    const before = keys();
    for (const conversationId of ['a-1', 'a-2']) shop.tag.call('onChatStarted', { conversationId });
    leavePage();
    expect(keys()).toBe(before + 2);
  });

  it('is not doubled by a text that ends like another', () => {
    const { adapter, sent } = createTool({}, 'ends');
    iadvize.use(adapter);
    for (const id of ['x-1', '1', 'a\n1', '1 ends chatStarted 1']) shop.tag.call('onChatStarted', { id });
    shop.reload();
    expect(sent).toHaveLength(4);
  });

  it('holds for each tool, and for two accounts of one', () => {
    const tools = [createTool({}, 'x'), createTool({}, 'x'), createTool({}, 'y')];
    for (const { adapter } of tools) iadvize.use(adapter);
    shop.tag.call('onChatStarted', { conversationId: 'u-1' });
    leavePage();
    expect(tools.map(({ types }) => types())).toEqual([['chatStarted'], ['chatStarted'], ['chatStarted']]);
  });

  it('keeps no event from any tool where other code has emptied it', () => {
    const [first, second, late] = [createTool(), createTool(), createTool()];
    iadvize.on('*', (event) => void Reflect.set(event, 'detail', null));
    iadvize.use(first.adapter);
    iadvize.use(second.adapter);
    shop.tag.call('onChatStarted', { id: 1 });
    shop.tag.call('onMessageSent', { msg: 'Hi' });
    iadvize.use(late.adapter);
    leavePage();
    for (const { types } of [first, second, late]) expect(types()).toEqual(['chatStarted', 'messageSent']);
  });

  it('can be turned off, and is not for conversations without an id', () => {
    const off = createTool({ oncePerConversation: false });
    const on = createTool();
    iadvize.use(off.adapter);
    iadvize.use(on.adapter);
    for (const id of ['o-1', 'o-1', undefined, undefined]) shop.tag.call('onChatStarted', { id });
    leavePage();
    expect(off.sent).toHaveLength(4);
    expect(on.sent).toHaveLength(3);
  });

  it('stores nothing before consent', () => {
    iadvize.use(createTool({ consent: () => undefined }).adapter);
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(localStorage).toHaveLength(0);
  });

  it('is remembered for a day', () => {
    const day = 86_400_000;
    const start = Date.now();
    localStorage.setItem('shop', '1');
    iadvize.use(createTool({}, 'short').adapter);
    for (const [id, later] of [
      ['yesterday', 0],
      ['today', day / 2],
      ['now', day + 1000],
    ] as const) {
      vi.spyOn(Date, 'now').mockReturnValue(start + later);
      shop.tag.call('onChatStarted', { id });
      leavePage();
    }
    const remembered = Object.keys(localStorage).flatMap((key) => /sent short chatStarted (.+)/.exec(key)?.[1] ?? []);
    expect(remembered.sort()).toEqual(['now', 'today']);
    expect(localStorage.getItem('shop')).toBe('1');
  });

  it.each(['getItem', 'setItem'] as const)(
    'holds for the page where storage is blocked or full: %s throws',
    (method) => {
      const { adapter, types } = createTool();
      vi.spyOn(Object.getPrototypeOf(localStorage) as Storage, method).mockImplementation(() => {
        throw new DOMException('blocked');
      });
      iadvize.use(adapter);
      shop.tag.call('onChatStarted', { conversationId: `b-${method}` });
      shop.tag.call('onChatStarted', { conversationId: `b-${method}` });
      shop.tag.call('onMessageSent', {});
      leavePage();
      expect(types()).toEqual(['chatStarted', 'messageSent']);
    },
  );

  it('holds for the last two hundred where there is no storage', () => {
    const { adapter, sent } = createTool();
    vi.spyOn(window, 'localStorage', 'get').mockReturnValue(undefined as never);
    iadvize.use(adapter);
    for (let id = 0; id <= 200; id += 1) shop.tag.call('onChatStarted', { id });
    shop.tag.call('onChatStarted', { id: 1 });
    shop.tag.call('onChatStarted', { id: 0 });
    leavePage();
    expect(sent).toHaveLength(202);
    expect(sent.at(-1)?.parameters).toMatchObject({ chat_id: '0' });
  });
});

describe('domEvent', () => {
  it('dispatches an event that bubbles, with nothing private in it', () => {
    const seen: CustomEvent[] = [];
    const listen = (event: Event) => seen.push(event as CustomEvent);
    window.addEventListener('iadvize_chat_started', listen);
    iadvize.use(domEvent());
    shop.tag.call('onChatStarted', { id: 70, startedBy: 'visitor', vuid: 'secret' });
    leavePage();
    window.removeEventListener('iadvize_chat_started', listen);
    expect(seen.map(({ detail }) => detail as unknown)).toEqual([
      {
        category: 'iAdvize',
        action: 'Chat Start',
        label: 'visitor',
        parameters: { chat_id: '70', conversation_id: '70', started_by: 'visitor' },
        page: `${location.origin}${location.pathname}`,
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
    shop.tag.fire('onChatEnded');
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
    shop.tag.call('onRuleStarted', { id: 1 });
    leavePage();
    expect(calls).toEqual([['iadvize_rule_started', { rule_id: '1' }]]);
    expect(errors.take()).toEqual([failure]);
  });
});
