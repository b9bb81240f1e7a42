import { beforeEach, describe, expect, it } from 'vitest';
import type { AdapterOptions } from '../../../src/adapters';
import { consents } from '../../../src/adapters/consent/attributes';
import { useAttributes } from '../../../src/adapters/from-attributes';
import { createTool, leavePage, usePage } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const started = new Set<string>();
const shop = usePage();
const { iadvize } = shop;

beforeEach(() => {
  started.clear();
});

/** Starts what the attributes ask for of two tools, and returns what each was sent. */
function use(attributes: Record<string, string>) {
  const sent: Record<string, string[]> = { one: [], two: [] };
  const make = (name: string) => (options: AdapterOptions) => {
    const { adapter, types } = createTool(options);
    Object.defineProperty(sent, name, { get: types, enumerable: true });
    return adapter;
  };
  useAttributes(iadvize, attributes, { one: make('one'), two: make('two') }, started);
  return sent;
}

describe('the attributes of the script element', () => {
  it('start adapters by name', () => {
    const sent = use({ adapters: ' one\n two, ' });
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(sent).toEqual({ one: ['chatStarted'], two: ['chatStarted'] });
  });

  it('start nothing where there are none', () => {
    expect(use({})).toEqual({ one: [], two: [] });
  });

  it('start an adapter once, however often it is asked for', () => {
    const sent = use({ adapters: 'one one' });
    const again = use({ adapters: 'one' });
    shop.tag.fire('onChatStarted');
    leavePage();
    expect([sent['one'], again['one']]).toEqual([['chatStarted'], []]);
  });

  it('carry options', () => {
    const sent = use({ adapters: 'one', events: 'chatEnded messageSent', include: 'msg', sampling: '1' });
    shop.tag.fire('onChatStarted');
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(sent['one']).toEqual(['chatEnded']);
  });

  it.each(['tcf', 'iadvize'])('hold everything for the consent of %s', (consent) => {
    Reflect.deleteProperty(window, 'iAdvizeInterface');
    const sent = use({ adapters: 'one', consent });
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(sent['one']).toEqual([]);
    Reflect.deleteProperty(window, 'iAdvizeInterface');
  });

  it.each(['three', 'toString', '__proto__'])('report an unknown adapter, and start the others: %s', (name) => {
    const sent = use({ adapters: `${name} one` });
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(sent['one']).toEqual(['chatStarted']);
    expect(errors.take().map(String)).toEqual([`TypeError: data-adapters: no "${name}", only one, two`]);
  });

  it.each(['yes', ''])('start nothing with an unknown consent, and report it: "%s"', (consent) => {
    const sent = use({ adapters: 'one', consent });
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(sent['one']).toEqual([]);
    expect(errors.take().map(String)).toEqual([
      `TypeError: data-consent: no "${consent}", only ${Object.keys(consents).join(', ')}`,
    ]);
  });

  it('report a wrong option', () => {
    use({ adapters: 'one', sampling: 'half' });
    expect(errors.take().map(String)).toEqual([expect.stringContaining('sampling')]);
  });
});
