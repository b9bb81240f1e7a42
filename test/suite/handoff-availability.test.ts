import { afterEach, describe, expect, it, vi } from 'vitest';
import { collectErrors } from '../support/errors';
import { useHandoff } from '../support/handoff';

collectErrors();
const shop = useHandoff();

describe('availability', () => {
  const answers = (answer: () => Promise<Response>) => vi.spyOn(globalThis, 'fetch').mockImplementation(answer);
  afterEach(() => vi.restoreAllMocks());

  it.each<[string, () => Promise<Response>, boolean]>([
    ['yes', async () => Response.json({ available: true }), true],
    ['no', async () => Response.json({ available: false }), false],
    ['something else', async () => Response.json({ available: 'yes' }), false],
    ['a failure', async () => Response.json({ available: true }, { status: 500 }), false],
    ['no JSON', async () => new Response('<html>'), false],
    ['nothing', () => Promise.reject(new TypeError('no network')), false],
  ])('is what the endpoint says: %s', async (_, answer, available) => {
    answers(answer);
    expect(await shop.handoff.availability('/availability')).toBe(available);
    expect(shop.handoff.state).toBe(available ? 'idle' : 'unavailable');
    shop.handoff.clear();
    expect(shop.handoff.state).toBe('idle');
  });

  it('is no where the endpoint hangs', async () => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(
      (_, init) =>
        new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    expect(await shop.handoff.availability('/availability', { timeout: 10 })).toBe(false);
  });

  it('leaves what is handed over as it is', async () => {
    answers(async () => Response.json({ available: false }));
    shop.handoff.handOff('bot-1');
    await shop.handoff.availability('/availability');
    expect(shop.handoff.state).toBe('pending');
  });
});
