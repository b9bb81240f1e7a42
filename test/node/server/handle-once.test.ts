import { describe, expect, it, vi } from 'vitest';
import { createMemoryStore, createWebhookReceiver } from '../../../src/server';
import type { DeliveryStore, HandlerContext, ReceiverOptions, WebhookEvent } from '../../../src/server';
import { signatureOf, webhookPayload } from '../../../src/testing/server';

const secret = 'webhook-secret';
const body = JSON.stringify(webhookPayload('user.created', { eventId: 'e-1' }));
const delivery = () =>
  new Request('https://shop.example/hook', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-iadvize-signature': signatureOf(body, secret) },
  });

type Handler = (event: WebhookEvent<'user.created'>, context: HandlerContext) => unknown;

function receiver(handler: Handler, options: Partial<ReceiverOptions> = {}) {
  const onError = vi.fn();
  const receive = createWebhookReceiver({ 'user.created': handler }, { secret, onError, ...options });
  return { onError, send: async () => (await receive(delivery())).status };
}

/** A memory store, some of whose methods are others. */
const storeWith = (methods: object): DeliveryStore => ({ ...createMemoryStore(), ...methods });

const never = () => new Promise<never>(() => {});

describe('a receiver', () => {
  it('gives up a handler that never returns, and handles the next attempt', async () => {
    const signals: AbortSignal[] = [];
    const handler = vi.fn<Handler>((_, { signal }) => {
      signals.push(signal);
      return signals.length > 1 ? undefined : never();
    });
    const { send, onError } = receiver(handler, { handlerTimeout: 20 });
    expect(await send()).toBe(500);
    expect(String(onError.mock.calls)).toContain('Not handled within 20 ms');
    expect(signals[0]?.aborted).toBe(true);
    expect(await send()).toBe(204);
    expect(signals[1]?.aborted).toBe(false);
  });

  it('renews its lease while the handler is at work', async () => {
    const extended = vi.fn();
    const memory = createMemoryStore();
    let finish = () => {};
    const store = storeWith({
      ...memory,
      async extend(id: string, owner: string, lease: number) {
        const held = await memory.extend(id, owner, lease);
        extended(held);
        if (extended.mock.calls.length > 3) finish();
        return held;
      },
    });
    const handler = vi.fn<Handler>(() => new Promise<void>((resolve) => (finish = resolve)));
    const { send } = receiver(handler, { store, lease: 3000 });
    expect(await send()).toBe(204);
    expect(extended.mock.calls.every(([held]) => held === true)).toBe(true);
    expect(handler).toHaveBeenCalledOnce();
  });

  it('aborts a handler whose event has become another’s', async () => {
    const handler = vi.fn<Handler>((_, { signal }) => new Promise((_, no) => (signal.onabort = no)));
    const { send, onError } = receiver(handler, { store: storeWith({ extend: () => false }), lease: 30 });
    expect(await send()).toBe(500);
    expect(String(onError.mock.calls)).toContain('The lease ran out');
  });

  it('frees an event after the lease where the process died in its handler', async () => {
    const store = createMemoryStore();
    const handler = vi.fn<Handler>();
    // As a process does that dies later.
    await store.begin('e-1', 'dead', 50);
    const { send } = receiver(handler, { store });
    await expect.poll(send).toBe(204);
    expect(handler).toHaveBeenCalledOnce();
  });

  it.each(['throws', 'never answers'] as const)(
    'answers for what was handled where the store’s end %s, and lets the next attempt in after the lease',
    async (how) => {
      let handled = true;
      const failing = () => (how === 'throws' ? Promise.reject(new Error('no database')) : never());
      const store = storeWith({ end: failing });
      const { send, onError } = receiver(() => (handled ? undefined : Promise.reject(new Error('no'))), {
        store,
        lease: 30,
      });
      expect(await send()).toBe(204);
      expect(onError).toHaveBeenCalledOnce();
      handled = false;
      await expect.poll(send).toBe(500);
      handled = true;
      await expect.poll(send).toBe(204);
    },
  );

  it.each([undefined, null, true, 'fresh', 'toString'])(
    'takes %j of a store for an error, not for new',
    async (state) => {
      const handler = vi.fn<Handler>();
      const { send, onError } = receiver(handler, { store: storeWith({ begin: async () => state }) });
      expect(await send()).toBe(500);
      expect(String(onError.mock.calls)).toContain("must give 'new', 'running' or 'done'");
      expect(handler).not.toHaveBeenCalled();
    },
  );

  it('does not wait for a store that never answers', async () => {
    const { send } = receiver(() => {}, { store: storeWith({ begin: never }), handlerTimeout: 20 });
    expect(await send()).toBe(500);
  });

  it.each(['handlerTimeout', 'lease', 'remember'])('refuses a %s that is none', (name) => {
    for (const value of [0, -1, NaN, Infinity, '5000']) {
      expect(() => receiver(() => {}, { [name]: value })).toThrow(`Option ${name}: expected `);
    }
  });
});
