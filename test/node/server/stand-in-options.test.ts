import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBotStandIn, createPlatformData, startPlatform } from '../../../src/testing/server';
import type { PlatformStandIn } from '../../../src/testing/server';

describe('a stand-in is not made with', () => {
  const bot = (options: object) => async () => createBotStandIn({ url: 'http://127.0.0.1:9', secret: 's', ...options });
  const platform = (options: unknown) => async () => {
    const started = await startPlatform(options as object);
    await started.close();
  };
  const data = createPlatformData({ conversations: 0 });
  const rule = { id: 'd9d9a5c1-7d5c-4f4e-8a36-6a9a3c9c4c1f', label: 'People', free: true };

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['an unknown option', platform({ conversation: 10 }), /No option conversation, only .*conversations/],
    ['conversations as text', platform({ conversations: '10' }), /Option conversations: .* not "10"/],
    ['conversations NaN', platform({ conversations: NaN }), /conversations/],
    ['no days', platform({ days: 0 }), /days/],
    ['a Date for now', platform({ now: new Date() }), /now: expected epoch milliseconds/],
    ['an unknown time zone', platform({ timeZone: 'Mars/Base' }), /timeZone/],
    ['no key', platform({ apiKey: null }), /apiKey/],
    ['a number for a user', platform({ username: 1 }), /username/],
    ['a number for a password', platform({ password: 1 }), /password/],
    ['a port that is none', platform({ port: 65_536 }), /port: .* not 65536/],
    ['half of the data', platform({ data: { ...data, tag: undefined } }), /data: .*tag/],
    ['no options', platform(null), /Options/],
    ['data of an unknown option', async () => createPlatformData({ size: 1 } as object), /No option size/],
    ['data of an unknown time zone', async () => createPlatformData({ timeZone: 'Mars/Base' }), /timeZone/],
    ['an unknown option of the bot', bot({ operator: 'sd-1' }), /No option operator, only .*operatorId/],
    ['no address', bot({ url: undefined }), /url/],
    ['a path for an address', bot({ url: '/bot' }), /url/],
    ['a file for an address', bot({ url: 'file:///bot' }), /url/],
    ['no secret', bot({ secret: undefined }), /secret/],
    ['an empty secret', bot({ secret: '' }), /secret/],
    ['an operator without a platform', bot({ operatorId: '1001' }), /operatorId: .*"sd-1001"/],
    ['a number for a website', bot({ websiteId: 1 }), /websiteId/],
    ['one rule for a list', bot({ rules: rule }), /rules/],
    ['a rule without a UUID', bot({ rules: [{ ...rule, id: 'people' }] }), /rules/],
    ['a rule that is neither free nor not', bot({ rules: [{ ...rule, free: undefined }] }), /rules/],
    ['a limit as text', bot({ limits: { answer: '10' } }), /answer/],
    ['an unknown limit', bot({ limits: { close: 1 } }), /No option close, only answer, welcome/],
  ])('%s', async (_, make, message) => {
    const made = make();
    await expect(made).rejects.toBeInstanceOf(TypeError);
    await expect(made).rejects.toThrow(message);
  });

  it('but with undefined, for a default', async () => {
    await platform({ conversations: 0, days: undefined, data: undefined, port: undefined })();
    await bot({ operatorId: undefined, rules: undefined, limits: { answer: undefined } })();
    expect((await bot({ rules: [rule], operatorId: 'ha-7' })()).operatorId).toBe('ha-7');
  });
});

describe('a stand-in refuses', () => {
  let platform: PlatformStandIn;
  beforeEach(async () => {
    platform = await startPlatform({ conversations: 0 });
  });
  afterEach(() => platform.close());

  it.each<[string, () => void, RegExp]>([
    ['an unknown fault', () => platform.fail('slow' as never), /Fault: expected one of forbidden, .* not "slow"/],
    ['a fault of every object', () => platform.fail('toString' as never), /Fault/],
    ['a status as text', () => platform.fail({ status: '503' as never }), /status/],
    ['an unknown part of an answer', () => platform.fail({ code: 503 } as object), /No option code/],
    ['an unknown option of a fault', () => platform.fail('html', { count: 2 } as object), /No option count/],
    ['a fault for NaN requests', () => platform.fail('html', { times: NaN }), /times/],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  it.each<[object, RegExp]>([
    [{ encoding: 'xml' }, /encoding/],
    [{ secrets: 's' }, /No option secrets/],
    [{ retries: [NaN] }, /retries/],
    [{ headers: { a: 1 } }, /headers/],
  ])('a delivery with %j', async (options, message) => {
    await expect(platform.webhook('http://127.0.0.1:9', 'user.created', {}, options)).rejects.toThrow(message);
    await expect(platform.push('http://127.0.0.1:9', 'operator.login', {}, options)).rejects.toThrow(message);
  });

  it.each<[object, RegExp]>([
    [{ limit: 0 }, /limit/],
    [{ signature: 1 }, /signature/],
    [{ query: { a: 1 } }, /query/],
    [{ sign: null }, /No option sign/],
  ])('a bot’s call with %j', async (options, message) => {
    const bot = platform.bot({ url: 'http://127.0.0.1:9', secret: 's' });
    await expect(bot.call('GET', '/', options)).rejects.toThrow(message);
    expect(bot.calls).toEqual([]);
  });
});
