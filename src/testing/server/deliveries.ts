import { createHmac, randomUUID } from 'node:crypto';
import { formatForm } from '../../server/rest/form';
import { aPause, aString, checkOptions, oneOf, textsByName } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';

export interface DeliveryOptions {
  /** Default: `'json'`. */
  readonly encoding?: 'json' | 'form' | undefined;
  /** Signs the body in `x-iadvize-signature`. */
  readonly secret?: string | undefined;
  /** Sent besides the others, or instead of them. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Pauses before the retries, in milliseconds. Default: 10 000 and 20 000 for webhooks, none for Push. */
  readonly retries?: readonly number[] | undefined;
}

const checks: OptionChecks<keyof DeliveryOptions> = {
  encoding: oneOf('json', 'form'),
  secret: aString,
  headers: textsByName,
  retries: [`a list of ${aPause[0]}`, (value) => Array.isArray(value) && value.every(aPause[1])],
};

/** What became of a delivery: the status of the answer to each attempt, 0 where there was none. */
export type DeliveryResult = readonly number[];

const uuid = 'c2f3a0f4-5b0e-4c3a-9d4f-0c8a3f6f2b11';

const pushParameters: Readonly<Record<string, object>> = {
  'operator.login': { operator_id: 1 },
  'operator.logout': { operator_id: 1 },
  'conversation.start': {
    conversation_id: 1,
    type: 'chat',
    operator_id: 1,
    website_id: 1,
    group_id: 1,
    custom_data: { example: 'value' },
  },
  'conversation.end': { conversation_id: 1, type: 'chat', operator_id: 1, website_id: 1, group_id: 1 },
};

/**
 * The body of a Push event, as in the documentation of 2016, changed by `parameters`.
 * @example
 * import { pushPayload } from 'iadvize-callbacks/testing/server';
 * const payload = pushPayload('conversation.end', { conversation_id: 2 });
 */
export const pushPayload = (name: string, parameters: object = {}) => ({
  name,
  datetime: { created: '2014-01-01 00:00:00', sent: '2014-01-01 00:00:01' },
  parameters: { ...pushParameters[name], ...parameters },
});

const conversation = {
  projectId: 1,
  conversationId: uuid,
  channel: 'CHAT',
  visitorId: 'd9d9a5c1-7d5c-4f4e-8a36-6a9a3c9c4c1f',
  visitorExternalId: null,
};
const webhookFields: Readonly<Record<string, object>> = {
  'v2.conversation.pushed': { ...conversation, operatorId: 101 },
  'v2.conversation.closed': { ...conversation, operatorIds: [101, 102] },
};

/**
 * The body of a webhook event, changed by `fields`.
 * @example
 * import { webhookPayload } from 'iadvize-callbacks/testing/server';
 * const payload = webhookPayload('v2.conversation.closed', { operatorIds: [101] });
 */
export const webhookPayload = (eventType: string, fields: object = {}) => ({
  eventId: randomUUID(),
  eventType,
  platform: 'sd',
  clientId: 1,
  createdAt: new Date().toISOString(),
  sentAt: new Date().toISOString(),
  ...webhookFields[eventType],
  ...fields,
});

/**
 * The signature of a raw body under a webhook's secret token.
 * @example
 * import { signatureOf, webhookPayload } from 'iadvize-callbacks/testing/server';
 * const body = JSON.stringify(webhookPayload('v2.conversation.closed'));
 * const headers = { 'X-iAdvize-Signature': signatureOf(body, secret) };
 */
export const signatureOf = (body: string, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** Delivers a body by `POST`, and again after each pause while it is not answered by 2xx. */
export async function deliver(url: string, payload: object, options: DeliveryOptions = {}): Promise<DeliveryResult> {
  const { encoding = 'json', secret, headers, retries = [] } = checkOptions(options, checks);
  const body = encoding === 'json' ? JSON.stringify(payload) : formatForm(payload);
  const statuses: number[] = [];
  for (const pause of [0, ...retries]) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const status = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': encoding === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
        'x-iadvize-delivery': randomUUID(),
        ...('eventId' in payload && { 'x-iadvize-correlationid': String(payload.eventId) }),
        ...(secret !== undefined && { 'x-iadvize-signature': signatureOf(body, secret) }),
        ...headers,
      },
    }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => 0,
    );
    statuses.push(status);
    if (status >= 200 && status < 300) break;
  }
  return statuses;
}
