import { describe, expect, it, vi } from 'vitest';
import { createPushReceiver, createWebhookReceiver } from '../../../src/server';
import { signatureOf, webhookPayload } from '../../../src/testing/server';
import { usePlatform } from '../../support/platform';
import { deliver, post, secret } from '../../support/webhooks';

const server = usePlatform({ conversations: 1 });

describe('a signature', () => {
  it.each<[string, (body: string) => string | undefined]>([
    ['no signature', () => undefined],
    ['an empty one', () => ''],
    ['one under another secret', (body) => signatureOf(body, 'another')],
    ['one of another body', (body) => signatureOf(`${body} `, secret)],
    ['one cut short', (body) => signatureOf(body, secret).slice(0, -1)],
    ['one too long', (body) => `${signatureOf(body, secret)}0`],
    ['one without its prefix', (body) => signatureOf(body, secret).slice(7)],
    ['one of another algorithm', (body) => signatureOf(body, secret).replace('sha256', 'sha1')],
    ['no hex', () => `sha256=${'g'.repeat(64)}`],
    ['two', (body) => `${signatureOf(body, 'another')}, ${signatureOf(body, secret)}`],
  ])('refuses %s with 401', async (_, signatureFor) => {
    const handler = vi.fn();
    const receiver = createWebhookReceiver({ '*': handler }, { secret });
    const body = JSON.stringify(webhookPayload('user.created'));
    const signature = signatureFor(body);
    const response = await receiver(post(body, signature === undefined ? {} : { 'x-iadvize-signature': signature }));
    expect(response.status).toBe(401);
    expect(handler).not.toHaveBeenCalled();
    expect(await response.text()).not.toContain(secret);
  });

  it('handles a signature that is used again once, under whatever delivery id', async () => {
    const handler = vi.fn();
    const url = await server.serve(createWebhookReceiver({ '*': handler }, { secret }));
    const body = JSON.stringify(webhookPayload('user.created'));
    const signature = signatureOf(body, secret);
    for (const delivery of ['d-1', 'd-1', 'd-2', 'd-3']) {
      const headers = {
        'content-type': 'application/json',
        'x-iadvize-signature': signature,
        'x-iadvize-delivery': delivery,
      };
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: { ...headers, 'x-iadvize-correlationid': delivery },
      });
      expect(response.status).toBe(204);
    }
    expect(handler).toHaveBeenCalledOnce();
  });
});

describe('secrets', () => {
  it.each<[string, object]>([
    ['null', { secret: null }],
    ['undefined beside a token', { secret: undefined, token: 't' }],
    ['an undefined token beside a secret', { secret, token: undefined }],
    ['a number', { secret: 5 }],
    ['an empty list', { secret: [] }],
    ['a hole in a list', { secret: Array<string>(1) }],
    ['a list in a list', { secret: [[secret]] }],
    ['a list with an empty one', { secret: [secret, ''] }],
  ])('are no secret where one is %s', (_, options) => {
    const make = () => createWebhookReceiver({}, options);
    expect(make).toThrow(TypeError);
    expect(make).not.toThrow(secret);
  });

  it('are replaced without a delivery being refused', async () => {
    const payload = webhookPayload('user.created');
    expect((await deliver(payload, { secret: ['new', secret] })).status).toBe(204);
    expect((await deliver(payload, { secret: ['new', 'newer'] })).status).toBe(401);
    const receiver = createPushReceiver({}, { token: ['old', 'new'] });
    const push = (token: string) => receiver(new Request(`https://shop.example/?token=${token}`, { method: 'POST' }));
    expect([(await push('old')).status, (await push('new')).status, (await push('no')).status]).toEqual([
      415, 415, 401,
    ]);
  });
});
