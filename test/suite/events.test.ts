import { describe, expect, it, vi } from 'vitest';
import { callbackNames } from '../../src';
import type { IAdvizeEvent } from '../../src';
import { typicalArguments } from '../../src/testing';
import { collectErrors } from '../support/errors';
import { useTag } from '../support/tag';

const errors = collectErrors();
const { iadvize, tag } = useTag();

describe('events', () => {
  it('are named after their callbacks, all of them', () => {
    const types: string[] = [];
    iadvize.on('*', ({ type }) => types.push(type));
    for (const name of callbackNames) tag.fire(name);
    expect(types).toContain('chatStarted');
    expect(types).toEqual(callbackNames.map((name) => name[2]?.toLowerCase() + name.slice(3)));
  });

  it('carry what the tag passed, normalised and raw', () => {
    const before = Date.now();
    const seen = vi.fn<(event: IAdvizeEvent<'chatStarted'>) => void>();
    iadvize.on('chatStarted', seen);
    const argument = { id: 42, startedBy: 'visitor' };
    tag.call('onChatStarted', argument);

    const [[event] = []] = seen.mock.calls;
    expect(event).toEqual({
      type: 'chatStarted',
      detail: { id: '42', startedBy: 'visitor', conversationId: undefined, vuid: undefined },
      timestamp: expect.any(Number),
      page: document.URL,
      replayed: false,
      callback: 'onChatStarted',
      raw: argument,
    });
    expect(event?.raw).toBe(argument);
    expect(event?.timestamp).toBeGreaterThanOrEqual(before);
    expect(event?.timestamp).toBeLessThanOrEqual(Date.now());
  });

  it.each(['2016', '2020'] as const)('are complete in the era of %s', (era) => {
    for (const [name, argument] of Object.entries(typicalArguments[era])) {
      tag.call(name as keyof (typeof typicalArguments)[typeof era] & 'onChatStarted', argument);
      const { detail } = iadvize.events.at(-1) ?? {};
      for (const field of Object.keys(argument)) expect(detail, `${name}.${field}`).toHaveProperty(field);
      for (const [field, value] of Object.entries(argument)) {
        if (typeof value === 'number' && /id$/i.test(field)) expect(detail).toHaveProperty(field, String(value));
      }
    }
  });

  it.each([
    [0, false],
    [1, true],
    ['0', false],
    ['1', true],
    [false, false],
    [true, true],
    [undefined, undefined],
    [null, undefined],
    ['yes', undefined],
    [2, undefined],
    [{}, undefined],
  ])('read %j as %j', (value, expected) => {
    tag.call('onStatusChanged', { offline: value, busy: value });
    expect(iadvize.events[0]?.detail).toEqual({ offline: expected, busy: expected });
  });

  it('tell an absent operator from an operator without external id', () => {
    tag.call('onMessageReceived', { msg: 'a', operator: { id: 7, externalId: null } });
    tag.call('onMessageReceived', { msg: 'b' });
    tag.call('onMessageReceived', { msg: 'c', operator: null });
    tag.call('onMessageReceived', { msg: 'd', operator: { id: 8, externalId: 'crm-8' } });
    expect(iadvize.events.map(({ detail }) => detail && 'operator' in detail && detail.operator)).toEqual([
      { id: '7', externalId: null },
      undefined,
      undefined,
      { id: '8', externalId: 'crm-8' },
    ]);
  });

  it('have the page’s address, also where an element takes the name of it', () => {
    const form = document.createElement('form');
    form.setAttribute('name', 'URL');
    document.body.append(form);
    tag.call('onChatDisplayed');
    form.remove();
    expect(iadvize.events.map(({ page }) => page)).toEqual([location.href]);
  });

  it('have null for detail where the tag passes nothing', () => {
    tag.call('onChatDisplayed');
    tag.call('onChatDisplayed', null);
    tag.call('onChatDisplayed', { surprise: true });
    expect(iadvize.events.map(({ detail }) => detail)).toEqual([null, null, null]);
  });

  const cyclic: Record<string, unknown> = { id: 1 };
  cyclic['self'] = cyclic;
  const thousand = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`field${index}`, index]));
  it.each<[string, unknown, string | undefined]>([
    ['null', null, undefined],
    ['nothing', undefined, undefined],
    ['a string', 'chat', undefined],
    ['a number', 5, undefined],
    ['a symbol', Symbol('chat'), undefined],
    ['NaN for an id', { id: NaN }, undefined],
    ['an object for an id', { id: { toString: () => 'no' } }, undefined],
    ['a cyclic object', cyclic, '1'],
    ['a frozen object', Object.freeze({ id: 1 }), '1'],
    ['a thousand extra fields', { id: '1', ...thousand }, '1'],
    [
      'a getter that throws',
      {
        id: '1',
        get startedBy() {
          throw new Error('from the tag');
        },
      },
      '1',
    ],
    [
      'a Proxy that throws',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('from the tag');
          },
        },
      ),
      undefined,
    ],
    ['an inherited field', Object.create({ id: 1 }), '1'],
  ])('survive %s', (_, argument, id) => {
    expect(() => tag.call('onChatStarted', argument)).not.toThrow();
    const [event] = iadvize.events;
    expect(event?.raw).toBe(argument);
    expect(event?.detail).toStrictEqual({ id, startedBy: undefined, conversationId: undefined, vuid: undefined });
  });

  it('are remembered in order, the last thousand at least, two thousand at most', () => {
    for (let id = 0; id < 10_000; id += 1) {
      tag.call('onRuleStarted', { id });
      if (id % 777) continue;
      const ids = iadvize.events.map(({ raw }) => (raw as { id: number }).id);
      expect(ids.length).toBeGreaterThanOrEqual(Math.min(id + 1, 1000));
      expect(ids.length).toBeLessThanOrEqual(2000);
      expect(ids).toEqual(Array.from(ids, (_, index) => id + 1 - ids.length + index));
    }
  });

  it('are remembered in a list of one’s own', () => {
    tag.fire('onChatDisplayed');
    const { events } = iadvize;
    (events as IAdvizeEvent[]).length = 0;
    expect(iadvize.events).toHaveLength(1);
  });
});

describe('errors', () => {
  it('of a listener reach neither the tag nor another listener, but the console', () => {
    const after = vi.fn();
    const failure = new Error('listener');
    iadvize.on('chatDisplayed', () => {
      throw failure;
    });
    iadvize.on('chatDisplayed', after);
    iadvize.on('*', after);
    expect(() => tag.fire('onChatDisplayed')).not.toThrow();
    expect(after).toHaveBeenCalledTimes(2);
    expect(errors.take()).toEqual([failure]);
  });
});
