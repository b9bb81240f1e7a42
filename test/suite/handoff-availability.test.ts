import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks } from '../../src';
import { createHandoff } from '../../src/virtual-agent';
import type { Handoff } from '../../src/virtual-agent';
import { collectErrors } from '../support/errors';

type Page = Window & { iAdvize?: unknown; iAdvizeInterface?: unknown };

collectErrors();
const page: Page = window;
let iadvize: IAdvizeCallbacks;
let handoff: Handoff;

const begin = () => {
  iadvize = installCallbacks();
  handoff = createHandoff(iadvize);
};

const end = () => {
  iadvize.uninstall();
  delete page.iAdvize;
  delete page.iAdvizeInterface;
};

beforeEach(begin);
afterEach(end);

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
    expect(await handoff.availability('/availability')).toBe(available);
    expect(handoff.state).toBe(available ? 'idle' : 'unavailable');
    handoff.clear();
    expect(handoff.state).toBe('idle');
  });

  it('is no where the endpoint hangs', async () => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(
      (_, init) =>
        new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    expect(await handoff.availability('/availability', { timeout: 10 })).toBe(false);
  });

  it('leaves what is handed over as it is', async () => {
    answers(async () => Response.json({ available: false }));
    handoff.handOff('bot-1');
    await handoff.availability('/availability');
    expect(handoff.state).toBe('pending');
  });
});
