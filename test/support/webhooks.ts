import { createWebhookReceiver } from '../../src/server';
import type { WebhookHandlers, WebhookReceiverOptions } from '../../src/server';
import { signatureOf } from '../../src/testing/server';

export const secret = 'webhook-secret';

/** A request to a receiver, as JSON unless its headers say otherwise. */
export const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request('https://shop.example/hook', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });

/** The same with the body's signature. */
export const signedPost = (body: string) => post(body, { 'x-iadvize-signature': signatureOf(body, secret) });

/** Gives a payload, signed, to a receiver of its own. */
export const deliver = (
  payload: object,
  options: Partial<WebhookReceiverOptions> = {},
  handlers: WebhookHandlers = {},
): Promise<Response> => createWebhookReceiver(handlers, { secret, ...options })(signedPost(JSON.stringify(payload)));
