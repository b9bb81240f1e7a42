import { describe, expect, it } from 'vitest';
import { atLeastOne, createBotConnector, pause, text } from '../../../src/server/bot';
import type { Bot } from '../../../src/server/bot';
import { editorUrl, messageOf, rule, said, scenario, secret, to, useBot } from '../../support/bot';

const { errors, start } = useBot();

describe('the connector', () => {
  it('refuses wrong bots and options', () => {
    const bot: Bot = { scenarios: () => [], availability: () => true, onMessage: () => [] };
    expect(() => createBotConnector({ ...bot, onMessage: undefined as never }, { secret })).toThrow(/onMessage/);
    expect(() => createBotConnector(bot, { secret: '' })).toThrow(/secret/);
    expect(() => createBotConnector(bot, { secret, basePath: 'bot/' })).toThrow(/basePath/);
    expect(() => createBotConnector(bot, { secret, timeout: 0 })).toThrow(/timeout/);
    expect(() => createBotConnector({ ...bot, fallback: [{ type: 'nope' } as never] }, { secret })).toThrow(/Reply 1/);
  });

  it('is up without a signature, and nothing else is', async () => {
    const platform = await start({}, { basePath: '/iadvize' });
    expect(await platform.call('GET', '/health', { signature: null })).toMatchObject({
      status: 200,
      answer: { status: 'UP' },
    });
    const bad = `sha256=${'0'.repeat(64)}`;
    for (const [method, path] of [
      ['GET', '/external-bots'],
      ['PUT', '/bots/sd-1'],
      ['GET', '/bots/sd-1'],
      ['GET', '/availability-strategies'],
      ['GET', '/bots/sd-1/conversation-first-messages'],
      ['POST', '/conversations'],
      ['POST', to()],
    ] as const) {
      for (const signature of [null, bad, 'sha256=', 'md5=abc']) {
        expect((await platform.call(method, path, { signature, body: messageOf() })).status, `${method} ${path}`).toBe(
          401,
        );
      }
    }
    expect((await platform.call('GET', '/nowhere')).status).toBe(404);
    expect((await platform.call('DELETE', '/conversations')).status).toBe(405);
    expect(errors()).toEqual([]);
  });

  it('offers its scenarios, and keeps which one a bot agent has', async () => {
    const platform = await start({
      scenarios: () => [
        { ...scenario, description: 'Shoes' },
        { ...scenario, id: 'other' },
      ],
    });
    expect((await platform.call('GET', '/external-bots')).answer).toEqual([
      { idBot: 'sizes', name: 'Size adviser', editorUrl, description: 'Shoes' },
      { idBot: 'other', name: 'Size adviser', editorUrl },
    ]);
    expect((await platform.call('GET', '/bots/sd-1001')).status).toBe(404);
    await platform.configure('other');
    const first = (await platform.call('GET', '/bots/sd-1001')).answer as { createdAt: string };
    expect(first).toMatchObject({ idOperator: 'sd-1001', external: { idBot: 'other', editorUrl } });
    await platform.configure('sizes');
    expect((await platform.call('GET', '/bots/sd-1001')).answer).toMatchObject({
      external: { idBot: 'sizes', description: 'Shoes' },
      createdAt: first.createdAt,
    });
    await expect(platform.configure('nope')).rejects.toThrow(/nope/);
    expect((await platform.call('PUT', '/bots/sd-1001', { body: { external: { idBot: 'nope' } } })).status).toBe(400);
    expect((await platform.call('PUT', '/bots/evil', { body: { external: { idBot: 'sizes' } } })).status).toBe(400);
  });

  it.each<[string, Bot['availability'], unknown]>([
    ['true', () => true, { strategy: 'customAvailability', availability: true }],
    ['false', () => false, { strategy: 'customAvailability', availability: false }],
    ['a routing rule', () => atLeastOne([rule]), { strategy: 'atLeastOne', distributionRulesToCheck: [rule] }],
    ['a failure', () => Promise.reject(new Error('away')), { strategy: 'notAvailable' }],
    ['nonsense', () => 'yes' as never, { strategy: 'notAvailable' }],
  ])('answers its availability: %s', async (_, availability, strategy) => {
    const platform = await start({ availability });
    expect(
      (await platform.call('GET', '/availability-strategies', { query: { idOperator: 'sd-1001' } })).answer,
    ).toEqual([strategy]);
  });

  it('is offered while somebody behind its rule is free', async () => {
    const platform = await start({ availability: () => atLeastOne([rule]) });
    expect(await platform.isAvailable()).toBe(true);
    platform.rules[0]!.free = false;
    expect(await platform.isAvailable()).toBe(false);
  });

  it('welcomes, and not where that fails, hangs or does more', async () => {
    const hello = await (await start({ welcome: () => [text('Hello, I am a bot.')] })).open();
    expect(said(hello)).toEqual(['bot: Hello, I am a bot.']);
    for (const welcome of [
      () => Promise.reject(new Error('away')),
      () => new Promise<never>(() => {}),
      () => [pause(1000)] as never,
    ]) {
      expect(said(await (await start({ welcome }, { welcomeTimeout: 20 })).open())).toEqual([]);
    }
    expect(errors()).toEqual(['away', 'welcome took longer than 20 ms', 'welcome can give messages only']);
  });
});
