import { createHmac } from 'node:crypto';
import { aTimeout, checkOptions, textsByName } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';

/** A call of the stand-in's to a bot's connector, and what came of it. */
export interface BotCallRecord {
  readonly method: string;
  /** Below the connector's base, with its query. */
  readonly path: string;
  readonly body: string;
  /** Of the answer; 0 where there was none in time. */
  readonly status: number;
  readonly answer: unknown;
}

export interface BotCallOptions {
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** Sent as it is where it is a string, as JSON otherwise. */
  readonly body?: unknown;
  /** Instead of the right one; null for none. */
  readonly signature?: string | null | undefined;
  /** How long the answer may take, in milliseconds. */
  readonly limit?: number | undefined;
}

const checks: OptionChecks<keyof BotCallOptions> = {
  query: textsByName,
  body: ['anything', () => true],
  signature: ['a string, or null', (value) => value === null || typeof value === 'string'],
  limit: aTimeout,
};

/** Calls a connector as the platform does: signed, and given up after its time limit. */
export function createBotCalls(url: string, secret: string, calls: BotCallRecord[]) {
  const base = url.replace(/\/+$/, '');

  return async (method: string, path: string, options: BotCallOptions = {}): Promise<BotCallRecord> => {
    checkOptions(options, checks);
    const query = new URLSearchParams(options.query).toString();
    const body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body ?? {});
    const signed = method === 'GET' ? query : body;
    const { signature = `sha256=${createHmac('sha256', secret).update(signed).digest('hex')}` } = options;
    let status = 0;
    let answer: unknown;
    try {
      const response = await fetch(`${base}${path}${query && `?${query}`}`, {
        method,
        headers: {
          ...(signature !== null && { 'x-iadvize-signature': signature }),
          ...(method !== 'GET' && { 'content-type': 'application/json' }),
        },
        ...(method !== 'GET' && { body }),
        signal: AbortSignal.timeout(options.limit ?? 10_000),
      });
      const text = await response.text();
      status = response.status;
      answer = text ? JSON.parse(text) : undefined;
    } catch {
      // No answer in time, or none that can be read: the platform goes on without.
    }
    const record = {
      method,
      path: `${path}${query && `?${query}`}`,
      body: method === 'GET' ? '' : body,
      status,
      answer,
    };
    calls.push(record);
    if (calls.length > 1000) calls.shift();
    return record;
  };
}
