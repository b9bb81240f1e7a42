import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { atLeastOne, card, cards, close, file, offer, offers, pause, text, transfer } from '../../../src/server/bot';

const rule = randomUUID();
const links = [{ name: 'Open', url: 'https://shop.example/sizes' }];

describe('the builders', () => {
  it('make what the platform takes', () => {
    expect(text('42 fits.', { quickReplies: ['Thanks'] })).toEqual({
      type: 'message',
      payload: { contentType: 'text', value: '42 fits.' },
      quickReplies: [{ contentType: 'text/quick-reply', value: 'Thanks' }],
    });
    const action = { type: 'LINK', ...links[0] };
    expect(card({ title: 'Sizes', links }).payload).toEqual({
      contentType: 'card/content',
      title: 'Sizes',
      actions: [action],
    });
    expect(cards([{ links }, { text: 'Two', links }]).payload).toMatchObject({
      contentType: 'bundle/card',
      cards: [{ actions: [action] }, { contentType: 'card/content', text: 'Two' }],
    });
    expect(offer({ name: 'Skarv', price: '189 €', available: false, links }).payload).toEqual({
      contentType: 'product-offer',
      name: 'Skarv',
      price: '189 €',
      availability: { status: 'UNAVAILABLE' },
      actions: [action],
    });
    expect(offers([{ name: 'Skarv', price: '189 €', links }]).payload).toMatchObject({
      contentType: 'bundle/product-offer',
    });
    expect(
      file({ fileName: 'a.pdf', mimeType: 'application/pdf', url: 'https://shop.example/a.pdf' }).payload,
    ).toMatchObject({
      contentType: 'file',
    });
    expect(pause(1000)).toEqual({ type: 'await', duration: { unit: 'millis', value: 1000 } });
    expect(transfer(rule, { timeout: 20_000, otherwise: [text('Nobody'), close()] })).toEqual([
      { type: 'transfer', distributionRule: rule, transferOptions: { timeout: { unit: 'millis', value: 20_000 } } },
      text('Nobody'),
      { type: 'close' },
    ]);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['a text of 451 characters', () => text('x'.repeat(451)), /451 characters, of which the platform takes 450/],
    ['an empty text', () => text(' '), /value: expected a text/],
    ['an empty quick reply', () => text('Hi', { quickReplies: [''] }), /quickReplies 1, value/],
    ['a card without a link', () => card({ title: 'Sizes', links: [] }), /actions: expected a list with at least 1/],
    [
      'a link that runs a script',
      () => card({ links: [{ name: 'x', url: 'javascript:alert(1)' }] }),
      /url: expected an address/,
    ],
    ['an empty bundle', () => cards([]), /cards: expected a list/],
    ['an offer without a price', () => offer({ name: 'Skarv', links } as never), /price: expected a text/],
    ['an unknown field', () => card({ links, subtitle: 'x' } as never), /no field subtitle/],
    [
      'a file of another type',
      () => file({ fileName: 'a', mimeType: 'text/html' as never, url: 'https://a.example' }),
      /mimeType/,
    ],
    ['a transfer below 5 s', () => transfer(rule, { timeout: 4999 }), /expected 5000 to 60000 milliseconds/],
    ['a transfer above 60 s', () => transfer(rule, { timeout: 60_001 }), /expected 5000 to 60000/],
    ['a transfer to no rule', () => transfer('people'), /a routing rule's UUID, not "people"/],
    ['a pause of five minutes', () => pause(300_000), /expected 1 to 299999/],
    ['a pause of half a millisecond', () => pause(0.5), /whole number/],
    ['what follows the end', () => transfer(rule, { otherwise: [close(), text('Hi')] }), /nothing can follow close/],
    ['a rule that is no UUID', () => atLeastOne(['people']), /UUIDs/],
  ])('refuse %s', (_, build, message) => {
    expect(build).toThrow(TypeError);
    expect(build).toThrow(message);
  });
});
