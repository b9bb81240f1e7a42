import { describe, expect, it, vi } from 'vitest';
import { createWebhookReceiver } from '../../../src/server';
import type { WebhookEvent } from '../../../src/server';
import { webhookPayload } from '../../../src/testing/server';
import { deliver, secret, signedPost } from '../../support/webhooks';

describe('a webhook', () => {
  it('that is old is refused, however genuine', async () => {
    const handler = vi.fn();
    const handlers = { '*': handler };
    const old = webhookPayload('user.created', { sentAt: '2019-04-12T07:58:35Z', createdAt: '2019-04-12T07:58:35Z' });
    expect((await deliver(old, {}, handlers)).status).toBe(400);
    expect((await deliver(webhookPayload('user.created', { sentAt: 'x', createdAt: null }), {}, handlers)).status).toBe(
      400,
    );
    const ahead = webhookPayload('user.created', { sentAt: new Date(Date.now() + 3.6e6).toISOString() });
    expect((await deliver(ahead, {}, handlers)).status).toBe(400);
    expect(handler).not.toHaveBeenCalled();
    const late = webhookPayload('user.created', { createdAt: '2019-04-12T07:58:35Z' });
    expect((await deliver(late, {}, handlers)).status).toBe(204);
    expect((await deliver(old, { maxAge: Infinity }, handlers)).status).toBe(204);
    expect(handler).toHaveBeenCalledTimes(2);
  });

  async function received(eventType: string, fields: object) {
    const seen: WebhookEvent[] = [];
    await deliver(webhookPayload(eventType, fields), {}, { '*': (event: WebhookEvent) => seen.push(event) });
    return seen[0];
  }

  it.each<[string, object, object]>([
    ['user.created', { userId: 7 }, { userId: '7' }],
    [
      'user.availability.updated',
      { userId: 7, origin: 'desk', availabilities: [{ channel: 'CHAT', status: 'AVAILABLE' }] },
      { userId: '7', origin: 'desk', availabilities: [{ channel: 'CHAT', status: 'AVAILABLE' }] },
    ],
    ['visitor.updated', { operatorId: 1, visitorId: '0a1572b7' }, { operatorId: '1', visitorId: '0a1572b7' }],
    ['satisfaction.answered', { customerSatisfaction: 3 }, { answer: { question: 'customerSatisfaction', value: 3 } }],
    ['satisfaction.answered', { netPromoterScore: 9 }, { answer: { question: 'netPromoterScore', value: 9 } }],
    ['satisfaction.answered', { satisfactionComment: '' }, { answer: { question: 'satisfactionComment', value: '' } }],
    ['satisfaction.answered', { customQuestion: false }, { answer: { question: 'customQuestion', value: false } }],
    ['satisfaction.answered', { later: 1 }, { answer: undefined }],
    [
      'transaction.attributed',
      { transactionId: 't', receivedAt: '2017-04-22T11:01:00+02:00', amount: 300.2, source: 'Onsite', operatorId: 1 },
      { transactionId: 't', receivedAt: Date.UTC(2017, 3, 22, 9, 1), amount: 300.2, source: 'Onsite', operatorId: '1' },
    ],
    ['v2.conversation.pushed', { channel: 'PIGEON', operatorId: 1 }, { channel: 'PIGEON', operatorId: '1' }],
    [
      'user.updated',
      { createdAt: '2017-04-22T11:01:00+02:00' },
      { createdAt: Date.UTC(2017, 3, 22, 9, 1), utcOffset: 120 },
    ],
    [
      'user.updated',
      { createdAt: '2019-04-12T07:58:35.171Z' },
      { createdAt: Date.UTC(2019, 3, 12, 7, 58, 35, 171), utcOffset: 0 },
    ],
  ])('%s with %j is typed', async (name, fields, expected) => {
    expect(await received(name, fields)).toMatchObject(expected);
  });

  it('keeps numbers beyond 2^53 exact', async () => {
    const body = JSON.stringify(
      webhookPayload('user.created', { text: 'say "9007199254740993"', amount: '0.12345678901234567' }),
    )
      .replace('"0.12345678901234567"', '0.12345678901234567')
      .replace(/"eventId":"[^"]*"/, '"eventId":9007199254740993');
    const handler = vi.fn();
    const receiver = createWebhookReceiver({ '*': handler }, { secret });
    const { status } = await receiver(signedPost(body));
    expect(status).toBe(204);
    const raw = expect.objectContaining({ text: 'say "9007199254740993"', amount: Number('0.12345678901234567') });
    expect(handler).toHaveBeenCalledOnce();
    expect(handler.mock.calls[0]?.[0]).toMatchObject({ eventId: '9007199254740993', raw });
  });
});
