import { describe, expect, it, vi } from 'vitest';
import type { EventName, IAdvizeEvent, Listener } from '../../src';
import { collectErrors } from '../support/errors';
import { useTag } from '../support/tag';

const errors = collectErrors();
const { iadvize, tag } = useTag();

/** A listener that keeps the ids of what it gets. */
function collect() {
  const ids: unknown[] = [];
  const listener: Listener = ({ raw }) => ids.push((raw as { id: number }).id);
  return { ids, listener };
}

const rule = (id: number) => tag.call('onRuleStarted', { id });

describe('on', () => {
  it('calls for its own event only, and for all with a star', () => {
    const one = vi.fn();
    const all = vi.fn<Listener>();
    iadvize.on('chatStarted', one);
    iadvize.on('*', all);
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    expect(one).toHaveBeenCalledTimes(1);
    expect(all.mock.calls.map(([{ type }]) => type)).toEqual(['chatStarted', 'chatEnded']);
  });

  it('calls in the order of the subscriptions, to one event or to all', () => {
    const called: string[] = [];
    iadvize.on('*', () => called.push('first'));
    iadvize.on('ruleStarted', () => called.push('second'));
    iadvize.on('*', () => called.push('third'));
    rule(1);
    expect(called).toEqual(['first', 'second', 'third']);
  });

  it('gives one argument to either', () => {
    const listener = vi.fn();
    iadvize.on('chatStarted', listener);
    iadvize.on('*', listener);
    tag.fire('onChatStarted');
    expect(listener.mock.calls.map((args) => args.length)).toEqual([1, 1]);
  });

  it('returns what ends it, as often as one likes', () => {
    const { ids, listener } = collect();
    const stop = iadvize.on('ruleStarted', listener);
    rule(1);
    stop();
    stop();
    rule(2);
    expect(ids).toEqual([1]);
  });

  it('counts the same listener as often as it was given', () => {
    const { ids, listener } = collect();
    const stop = iadvize.on('ruleStarted', listener);
    iadvize.on('ruleStarted', listener);
    rule(1);
    stop();
    rule(2);
    expect(ids).toEqual([1, 1, 2]);
  });

  it('ends with its signal', () => {
    const { ids, listener } = collect();
    const controller = new AbortController();
    iadvize.on('ruleStarted', listener, { signal: controller.signal });
    rule(1);
    controller.abort();
    rule(2);
    iadvize.on('ruleStarted', listener, { signal: controller.signal, replay: true });
    rule(3);
    expect(ids).toEqual([1]);
  });

  it('leaves nothing on a signal that outlives it', () => {
    const { signal } = new AbortController();
    const remove = vi.spyOn(signal, 'removeEventListener');
    const add = vi.spyOn(signal, 'addEventListener');
    iadvize.on('ruleStarted', () => {}, { signal })();
    iadvize.on('ruleStarted', () => {}, { signal, once: true });
    rule(1);
    expect(remove.mock.calls).toEqual(expect.arrayContaining(add.mock.calls));
  });

  it('delivers once, if asked', () => {
    const { ids, listener } = collect();
    iadvize.on('ruleStarted', listener, { once: true });
    rule(1);
    rule(2);
    expect(ids).toEqual([1]);
  });

  it.each<[unknown, unknown, string]>([
    ['onChatStarted', () => {}, 'chatStarted'],
    ['chatstarted', () => {}, 'onChatStarted'.slice(2)],
    [undefined, () => {}, 'undefined'],
    [Symbol('x'), () => {}, 'Symbol(x)'],
    ['toString', () => {}, 'toString'],
    ['chatStarted', undefined, 'undefined'],
    ['chatStarted', {}, 'object'],
    ['*', 'listener', 'string'],
  ])('refuses %s with %s by name', (type, listener, name) => {
    const refusal = expect.objectContaining({
      name: 'TypeError',
      message: expect.stringMatching(new RegExp(name.replace(/[()]/g, '.'), 'i')),
    });
    expect(() => iadvize.on(type as 'chatStarted', listener as Listener)).toThrow(refusal);
    expect(() => iadvize.off(type as 'chatStarted', listener as Listener)).toThrow(refusal);
  });

  it('names the valid events', () => {
    expect(() => iadvize.on('nope' as EventName, () => {})).toThrow(
      /^No event nope, only \*, chatDisplayed, .*, chatStarted, .*, satisfactionAnswered(,|$)/,
    );
    expect(() => iadvize.once('nope' as EventName)).toThrow(/nope.*chatStarted/);
    expect(() => iadvize.use(5 as never)).toThrow(TypeError);
  });
});

describe('replay', () => {
  it('first delivers what already fired, then the rest', () => {
    const { ids, listener } = collect();
    rule(1);
    tag.fire('onChatStarted');
    rule(2);
    iadvize.on('ruleStarted', listener, { replay: true });
    expect(ids).toEqual([1, 2]);
    rule(3);
    expect(ids).toEqual([1, 2, 3]);
  });

  it('marks what is replayed, and keeps its time', () => {
    rule(1);
    const [{ timestamp } = { timestamp: 0 }] = iadvize.events;
    const seen: IAdvizeEvent[] = [];
    iadvize.on('*', (event) => seen.push(event), { replay: true });
    rule(2);
    expect(seen.map(({ replayed }) => replayed)).toEqual([true, false]);
    expect(seen[0]?.timestamp).toBe(timestamp);
    expect(iadvize.events.map(({ replayed }) => replayed)).toEqual([false, false]);
  });

  it('stops after one with once', () => {
    const { ids, listener } = collect();
    rule(1);
    rule(2);
    iadvize.on('ruleStarted', listener, { replay: true, once: true });
    rule(3);
    expect(ids).toEqual([1]);
  });

  it.each<[string, (listener: Listener) => void]>([
    ['off', (listener) => iadvize.off('ruleStarted', listener)],
    ['uninstall', () => iadvize.uninstall()],
  ])('ends where its listener calls %s', (_, end) => {
    const ids: number[] = [];
    const listener = ({ raw }: IAdvizeEvent) => {
      ids.push((raw as { id: number }).id);
      end(listener);
    };
    rule(1);
    rule(2);
    iadvize.on('ruleStarted', listener, { replay: true });
    rule(3);
    expect(ids).toEqual([1]);
  });

  it('neither loses nor doubles what fires while it replays', () => {
    const { ids, listener } = collect();
    rule(1);
    iadvize.on(
      'ruleStarted',
      (event) => {
        listener(event);
        if (ids.length === 1) rule(2);
      },
      { replay: true },
    );
    rule(3);
    expect(ids).toEqual([1, 2, 3]);
  });

  it.each(['ruleStarted', '*'] as const)('neither loses nor doubles the event it is asked for in (%s)', (type) => {
    const { ids, listener } = collect();
    iadvize.on('ruleStarted', () => iadvize.on(type as '*', listener, { replay: true }), { once: true });
    rule(1);
    rule(2);
    expect(ids).toEqual([1, 2]);
  });
});

describe('once', () => {
  it('resolves with the next event', async () => {
    const next = iadvize.once('ruleStarted');
    rule(1);
    rule(2);
    expect((await next).detail).toEqual({ id: '1', label: undefined });
    expect((await iadvize.once('*', { replay: true })).raw).toEqual({ id: 1 });
  });

  it('rejects with the reason of its signal', async () => {
    const controller = new AbortController();
    const next = iadvize.once('ruleStarted', { signal: controller.signal });
    controller.abort(new Error('left'));
    await expect(next).rejects.toThrow('left');
    await expect(iadvize.once('ruleStarted', { signal: controller.signal })).rejects.toThrow('left');
  });

  it('rejects with an AbortError in a browser whose signals have no reason', async () => {
    const controller = new AbortController();
    Object.defineProperty(controller.signal, 'reason', { value: undefined });
    const next = iadvize.once('ruleStarted', { signal: controller.signal });
    controller.abort();
    await expect(next).rejects.toMatchObject({ name: 'AbortError', message: 'Aborted' });
  });

  it('leaves nothing on its signal once it has resolved', async () => {
    const { signal } = new AbortController();
    const remove = vi.spyOn(signal, 'removeEventListener');
    const add = vi.spyOn(signal, 'addEventListener');
    const next = iadvize.once('ruleStarted', { signal });
    rule(1);
    await next;
    expect(add).toHaveBeenCalledOnce();
    expect(remove.mock.calls).toEqual(add.mock.calls);
  });
});

describe('off', () => {
  it('ends what on began with the same arguments', () => {
    const { ids, listener } = collect();
    iadvize.on('ruleStarted', listener);
    iadvize.on('ruleStarted', listener);
    iadvize.on('*', listener);
    iadvize.off('ruleStarted', listener);
    rule(1);
    expect(ids).toEqual([1]);
    iadvize.off('*', listener);
    iadvize.off('*', listener);
    rule(2);
    expect(ids).toEqual([1]);
  });

  it('leaves every other listener of the event', () => {
    const { ids, listener } = collect();
    iadvize.on('ruleStarted', listener);
    iadvize.off('ruleStarted', vi.fn());
    rule(1);
    expect(ids).toEqual([1]);
  });
});

describe('while being called, a listener may', () => {
  it('end itself and others; none else is skipped, none ended is called', () => {
    const called: string[] = [];
    const stop = iadvize.on('ruleStarted', () => {
      called.push('first');
      stop();
      stopThird();
    });
    iadvize.on('ruleStarted', () => called.push('second'));
    const stopThird = iadvize.on('ruleStarted', () => called.push('third'));
    iadvize.on('ruleStarted', () => called.push('fourth'));
    rule(1);
    expect(called).toEqual(['first', 'second', 'fourth']);
  });

  it('begin another, which gets the next event', () => {
    const { ids, listener } = collect();
    iadvize.on(
      'ruleStarted',
      () => {
        iadvize.on('ruleStarted', listener);
        iadvize.on('*', listener);
      },
      { once: true },
    );
    rule(1);
    expect(ids).toEqual([]);
    rule(2);
    expect(ids).toEqual([2, 2]);
  });

  it('make the tag call again: each listener gets both in their order', () => {
    const { ids, listener } = collect();
    iadvize.on('ruleStarted', () => rule(2), { once: true });
    iadvize.on('ruleStarted', listener);
    iadvize.on('*', listener);
    rule(1);
    expect(ids).toEqual([1, 1, 2, 2]);
  });

  it('throw', () => {
    const { ids, listener } = collect();
    iadvize.on('*', () => {
      throw new Error('listener');
    });
    iadvize.on('*', listener);
    rule(1);
    rule(2);
    expect(ids).toEqual([1, 2]);
    expect(errors.take()).toHaveLength(2);
  });
});
