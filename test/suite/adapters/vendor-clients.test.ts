import { describe, expect, it, vi } from 'vitest';
import type { Adapter } from '../../../src';
import * as vendors from '../../../src/adapters/vendors';
import { page, useVendorPage } from '../../support/vendors';

const { iadvize, startChat } = useVendorPage();

const fail = () => {
  throw new Error('not the client');
};

describe('the clients that a site imports', () => {
  it.each<[string, (client: never) => Adapter, ...methods: string[]]>([
    ['amplitude', (tool) => vendors.amplitude({ client: tool }), 'track'],
    ['mixpanel', (tool) => vendors.mixpanel({ client: tool }), 'track'],
    ['piano', (tool) => vendors.piano({ client: tool }), 'sendEvent'],
    ['plausible', (tool) => vendors.plausible({ client: tool }), 'track'],
    ['posthog', (tool) => vendors.posthog({ client: tool }), 'capture'],
    ['rudderstack', (tool) => vendors.rudderstack({ client: tool }), 'track'],
    ['segment', (tool) => vendors.segment({ client: tool }), 'track'],
    ['snowplow', (tool) => vendors.snowplow({ client: tool }), 'trackStructEvent', 'trackSelfDescribingEvent'],
  ])('%s, and not what is on the page', async (_, use, ...methods) => {
    const client = Object.fromEntries(methods.map((method) => [method, vi.fn()]));
    for (const name of ['pa', ...Object.keys(vendors)])
      page[name] = Object.fromEntries(methods.map((method) => [method, fail]));
    iadvize.use(use(client as never));
    startChat();
    await expect.poll(() => client[methods[0] ?? '']).toHaveBeenCalledOnce();
  });

  it('alloy, and not what is on the page', async () => {
    page['alloy'] = fail;
    const client = vi.fn();
    iadvize.use(vendors.alloy({ client }));
    startChat();
    await expect.poll(() => client).toHaveBeenCalledOnce();
    expect(client).toHaveBeenCalledWith('sendEvent', expect.anything());
  });

  it('datadogRum, and not what is on the page', async () => {
    page['DD_RUM'] = { onReady: fail, addAction: fail };
    const client = { onReady: (run: () => void) => run(), addAction: vi.fn() };
    iadvize.use(vendors.datadogRum({ client }));
    startChat();
    await expect.poll(() => client.addAction).toHaveBeenCalledOnce();
  });
});
