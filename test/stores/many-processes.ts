import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { issueTicket } from '../../src/server';
import { signatureOf, webhookPayload } from '../../src/testing/server';

const secret = 'a secret of 32 characters or more';

interface Line {
  readonly listening?: string;
  readonly began?: string;
  readonly handled?: string;
  readonly pid: number;
}

/** What four processes behind one port must do together. */
export function manyProcesses(store: 'redis' | 'postgres', address: () => string): void {
  describe(`four processes that share ${store}`, () => {
    const lines: Line[] = [];
    let primary: ChildProcess;
    let url = '';

    beforeAll(async () => {
      const env = { ...process.env, STORE: store, STORE_URL: address(), SECRET: secret };
      primary = spawn(process.execPath, ['test/stores/processes.mjs'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      if (!primary.stdout) throw new Error('No output');
      createInterface(primary.stdout).on('line', (line) => lines.push(JSON.parse(line) as Line));
      await vi.waitFor(() => expect(lines.filter(({ listening }) => listening)).toHaveLength(4), 50_000);
      url = lines.find(({ listening }) => listening)?.listening ?? '';
    });
    afterAll(async () => {
      const ended = new Promise((resolve) => primary.once('exit', resolve));
      primary.kill();
      await ended;
    });

    const times = <Value>(count: number, make: () => Promise<Value>) =>
      Promise.all(Array.from({ length: count }, make));
    const count = (answers: Response[], status: number) => answers.filter((answer) => answer.status === status).length;

    it('take a ticket once, of 100 uses at once', async () => {
      const ticket = await issueTicket({ secret, conversationId: '1001', client: 'visitor' });
      const headers = { authorization: `Bearer ${ticket}`, 'x-session': 'visitor' };
      const answers = await times(100, () => fetch(`${url}/tickets?id=1001`, { headers }));
      expect([count(answers, 200), count(answers, 403)]).toEqual([1, 99]);
      expect(new Set(answers.map(({ headers }) => headers.get('x-process'))).size).toBe(4);
    });

    it('let 30 requests of 100 through a limit of 30', async () => {
      const answers = await times(100, () => fetch(`${url}/limited?id=1001`, { headers: { 'x-session': 'visitor' } }));
      expect([count(answers, 200), count(answers, 429)]).toEqual([30, 70]);
    });

    const deliver = (eventId: string, fields = {}) => {
      const body = JSON.stringify(webhookPayload('user.created', { eventId, ...fields }));
      const headers = { 'content-type': 'application/json', 'x-iadvize-signature': signatureOf(body, secret) };
      return fetch(`${url}/webhook`, { method: 'POST', body, headers });
    };
    const handled = (eventId: string) => lines.filter((line) => line.handled === eventId).length;

    it('handle an event once, of 100 deliveries at once', async () => {
      const answers = await times(100, () => deliver('often'));
      expect(count(answers, 204) + count(answers, 503)).toBe(100);
      expect(count(answers, 204)).toBeGreaterThan(0);
      await expect.poll(() => handled('often')).toBe(1);
      expect(lines.filter(({ began }) => began === 'often')).toHaveLength(1);
    });

    it('lose no event with a process that is killed in a handler', async () => {
      const first = deliver('survives', { hang: true }).then(
        () => 'answered',
        () => 'cut off',
      );
      await expect.poll(() => lines.find(({ began }) => began === 'survives')).toBeDefined();
      const pid = lines.find(({ began }) => began === 'survives')?.pid ?? 0;
      process.kill(pid, 'SIGKILL');
      expect(await first).toBe('cut off');
      const status = () =>
        deliver('survives').then(
          (answer) => answer.status,
          () => 0,
        );
      await expect.poll(status, { interval: 100 }).toBe(204);
      await expect.poll(() => handled('survives')).toBe(1);
      expect(await status()).toBe(204);
      expect(handled('survives')).toBe(1);
    });
  });
}
