import { describe, expect, it } from 'vitest';
import type { Stores } from '../../src/server/stores';

const hour = 3_600_000;

/** What every store must do; each test has keys of its own. */
export function storeContract(name: string, make: () => Stores): void {
  const key = () => crypto.randomUUID();

  describe(`deliveries in ${name}`, () => {
    it('are new once, running while they are handled, and then done', async () => {
      const { deliveries } = make();
      const id = key();
      expect(await deliveries.begin(id, 'a', hour)).toBe('new');
      expect(await deliveries.begin(id, 'b', hour)).toBe('running');
      await deliveries.end(id, 'a', hour);
      expect(await deliveries.begin(id, 'b', hour)).toBe('done');
      expect(await deliveries.begin(key(), 'b', hour)).toBe('new');
    });

    it('are new again where they were not handled', async () => {
      const { deliveries } = make();
      const id = key();
      await deliveries.begin(id, 'a', hour);
      await deliveries.end(id, 'a', 0);
      expect(await deliveries.begin(id, 'b', hour)).toBe('new');
    });

    it('are given to one of 100 owners who ask at once', async () => {
      const { deliveries } = make();
      const id = key();
      const states = await Promise.all(
        Array.from({ length: 100 }, async (_, owner) => deliveries.begin(id, String(owner), hour)),
      );
      expect(states.filter((state) => state === 'new')).toHaveLength(1);
      expect(states.filter((state) => state === 'running')).toHaveLength(99);
    });

    it('are free once their lease has run out, and then belong to who asks next', async () => {
      const { deliveries } = make();
      const id = key();
      await deliveries.begin(id, 'a', 1);
      await expect.poll(() => deliveries.begin(id, 'b', hour)).toBe('new');
      expect(await deliveries.extend(id, 'a', hour)).toBe(false);
      await deliveries.end(id, 'a', 0);
      expect(await deliveries.begin(id, 'c', hour)).toBe('running');
    });

    it('stay the owner’s where the lease is extended, and nobody else extends it', async () => {
      const { deliveries } = make();
      const id = key();
      await deliveries.begin(id, 'a', hour);
      expect(await deliveries.extend(id, 'b', 1)).toBe(false);
      expect(await deliveries.extend(id, 'a', 1)).toBe(true);
      // The new lease counts from the extension, so this one is short.
      await expect.poll(() => deliveries.begin(id, 'b', hour)).toBe('new');
      expect(await deliveries.extend(key(), 'a', hour)).toBe(false);
    });

    it('are done once handled, even by an owner whose lease had run out, and forgotten when told', async () => {
      const { deliveries } = make();
      const id = key();
      await deliveries.begin(id, 'a', 1);
      await expect.poll(() => deliveries.begin(id, 'b', hour)).toBe('new');
      await deliveries.end(id, 'a', hour);
      await deliveries.end(id, 'b', 0);
      expect(await deliveries.begin(id, 'c', hour)).toBe('done');
      await deliveries.end(id, 'a', 1);
      await expect.poll(() => deliveries.begin(id, 'd', hour)).toBe('new');
    });
  });

  describe(`tickets in ${name}`, () => {
    it('are used once by 100 who try at once', async () => {
      const { useTicket } = make();
      const ticket = key();
      const expires = Date.now() + hour;
      const uses = await Promise.all(Array.from({ length: 100 }, async () => useTicket(ticket, expires)));
      expect(uses.filter((used) => used)).toHaveLength(1);
      expect(await useTicket(key(), expires)).toBe(true);
    });
  });

  describe(`what a bot keeps in ${name}`, () => {
    it('is there, is replaced, and is nobody else’s', async () => {
      const [id, other] = [key(), key()];
      const { botMemory } = make();
      expect(await botMemory.get(id)).toBeUndefined();
      await botMemory.set(id, '{"idBot":"é"}');
      await botMemory.set(other, '');
      expect(await botMemory.get(id)).toBe('{"idBot":"é"}');
      expect(await botMemory.get(other)).toBe('');
      await botMemory.set(id, 'new', hour);
      expect(await botMemory.get(id)).toBe('new');
    });

    it('goes after its lifetime, and stays where it has none', async () => {
      const { botMemory } = make();
      const [passing, kept] = [key(), key()];
      await botMemory.set(kept, 'kept');
      await botMemory.set(passing, 'passing', 0.5);
      await expect.poll(() => botMemory.get(passing)).toBeUndefined();
      expect(await botMemory.get(kept)).toBe('kept');
    });
  });

  describe(`rate limits in ${name}`, () => {
    const count = async (limiter: { consume(key: string): Promise<unknown> }, client: string, times: number) => {
      const results = await Promise.allSettled(Array.from({ length: times }, () => limiter.consume(client)));
      return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as object] : []));
    };

    it('let through 30 of 100 at once, for each client and each name', async () => {
      const stores = make();
      const [name, client] = [key(), key()];
      const limiter = stores.rateLimiter({ name, requests: 30, window: hour });
      const refused = await count(limiter, client, 100);
      expect(refused).toHaveLength(70);
      for (const { msBeforeNext } of refused as { msBeforeNext: number }[]) {
        expect(msBeforeNext).toBeGreaterThan(0);
        expect(msBeforeNext).toBeLessThanOrEqual(hour);
      }
      expect(await count(limiter, key(), 30)).toEqual([]);
      expect(await count(stores.rateLimiter({ name: key(), requests: 30, window: hour }), client, 30)).toEqual([]);
    });

    it('open again after their window', async () => {
      const limiter = make().rateLimiter({ name: key(), requests: 1, window: 50 });
      await limiter.consume('client');
      await expect.poll(() => count(limiter, 'client', 1)).toEqual([]);
    });
  });
}
