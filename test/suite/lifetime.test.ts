import { describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import { collectErrors } from '../support/errors';
import { useTag } from '../support/tag';

const errors = collectErrors();
const { iadvize, tag } = useTag();

describe('use', () => {
  it('starts an adapter with the object, and returns what removes it', () => {
    const undo = vi.fn();
    const adapter = vi.fn(() => undo);
    const remove = iadvize.use(adapter);
    expect(adapter).toHaveBeenCalledExactlyOnceWith(iadvize);
    remove();
    remove();
    expect(undo).toHaveBeenCalledTimes(1);
  });

  it('takes an adapter that has nothing to undo', () => {
    expect(() => iadvize.use(() => {})()).not.toThrow();
  });

  it('lets an adapter refuse its options', () => {
    expect(() =>
      iadvize.use(() => {
        throw new TypeError('The option "events" must be an array');
      }),
    ).toThrow('The option "events" must be an array');
  });
});

describe('uninstall', () => {
  it('ends everything, and can be followed by another install', () => {
    const listener = vi.fn();
    const undo = vi.fn();
    iadvize.on('ruleStarted', listener);
    iadvize.use(() => undo);
    iadvize.use(() => () => {
      throw new Error('adapter');
    });
    tag.fire('onRuleStarted');
    iadvize.uninstall();
    iadvize.uninstall();
    expect(undo).toHaveBeenCalledTimes(1);
    expect(errors.take()).toHaveLength(1);
    expect(iadvize.events).toEqual([]);
    expect('iAdvizeCallbacks' in window).toBe(false);

    expect(installCallbacks()).toBe(iadvize);
    tag.fire('onRuleStarted');
    expect(listener).toHaveBeenCalledTimes(1);
    expect(iadvize.events).toHaveLength(1);
  });
});
