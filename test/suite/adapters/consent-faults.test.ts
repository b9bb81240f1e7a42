import { describe, expect, it } from 'vitest';
import type { Consent, ConsentAnswer } from '../../../src/adapters';
import { createTool, fireRules, leavePage, usePage, useWithConsent } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const shop = usePage();
const { iadvize } = shop;

describe('a consent', () => {
  const use = (consent: Consent) => useWithConsent(iadvize, consent);

  /** A promise of another library, which keeps none of the language's promises. */
  const thenable = (then: (resolve: (answer: ConsentAnswer) => void, reject: (error: unknown) => void) => void) =>
    ({ then }) as PromiseLike<ConsentAnswer>;
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

  it.each<[string, () => Consent]>([
    ['promise', () => new Promise<boolean>(() => {})],
    ['function', () => () => undefined],
    ['function, of a promise', () => () => new Promise<boolean>(() => {})],
    ['source', () => ({ subscribe() {} })],
  ])('that never answers, a %s, lets nothing go and drops nothing', async (_, consent) => {
    const { sent, dropped } = use(consent());
    fireRules(shop.tag, 0, 10);
    await settled();
    leavePage();
    expect(sent).toEqual([]);
    expect(dropped()).toBe(0);
  });

  it('that answers twice counts its first answer where it is a promise', async () => {
    const { types, dropped } = use(
      thenable((resolve, reject) => {
        resolve(true);
        resolve(false);
        reject(new Error('third'));
      }),
    );
    shop.tag.fire('onChatDisplayed');
    await expect.poll(types).toEqual(['chatDisplayed']);
    expect(dropped()).toBe(0);
  });

  it('that answers twice at once counts its last answer where it is a source', () => {
    const { sent, dropped } = use({
      subscribe(update) {
        update(true);
        update(false);
      },
    });
    shop.tag.fire('onChatDisplayed');
    leavePage();
    expect(sent).toEqual([]);
    expect(dropped()).toBe(1);
  });

  it('that throws where a promise would reject is a refusal, and stops no other adapter', async () => {
    const failure = new Error('then');
    const { sent, dropped } = use(
      thenable(() => {
        throw failure;
      }),
    );
    const other = createTool();
    iadvize.use(other.adapter);
    shop.tag.fire('onChatDisplayed');
    await expect.poll(dropped).toBe(1);
    leavePage();
    expect(sent).toEqual([]);
    expect(other.types()).toEqual(['chatDisplayed']);
    expect(errors.take()).toEqual([failure]);
  });

  it('of a function whose promise rejects is a refusal', async () => {
    const failure = new Error('rejected');
    const { sent, dropped } = use(() => Promise.reject(failure));
    shop.tag.fire('onChatDisplayed');
    await expect.poll(dropped).toBe(1);
    expect(sent).toEqual([]);
    expect(errors.take()).toEqual([failure]);
  });

  it('of a source that throws after it has answered counts', () => {
    const { types } = use({
      subscribe(update) {
        update(true);
        throw new Error('late');
      },
    });
    shop.tag.fire('onChatDisplayed');
    leavePage();
    expect(types()).toEqual(['chatDisplayed']);
    expect(errors.take()).toHaveLength(1);
  });

  it('that is pending when the page is left stores nothing, and counts when the page comes back', () => {
    let update: (answer: ConsentAnswer) => void = () => {};
    const { types } = use({ subscribe: (to) => void (update = to) });
    shop.tag.fire('onChatStarted');
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual([]);
    expect(localStorage).toHaveLength(0);
    window.dispatchEvent(new Event('pageshow'));
    update(true);
    leavePage();
    expect(types()).toEqual(['chatStarted', 'chatEnded']);
  });
});
