import { afterEach, describe, expect, it, vi } from 'vitest';
import { iadvizeConsent } from '../../../../src/adapters';
import type { Consent } from '../../../../src/adapters';
import { createFakeTag } from '../../../../src/testing';
import { leavePage, usePage, useRealTime, useWithConsent } from '../../../support/analytics';
import { collectErrors } from '../../../support/errors';

collectErrors();
const shop = usePage();
const { iadvize } = shop;

afterEach(() => {
  useRealTime();
  Reflect.deleteProperty(window, 'iAdvizeInterface');
});

const use = (consent: Consent) => useWithConsent(iadvize, consent);

describe('iadvizeConsent', () => {
  const property = 'visitor:cookiesConsent';

  it.each(['before', 'after'])('follows the tag’s, used %s it loads', (when) => {
    Reflect.deleteProperty(window, 'iAdvizeInterface');
    const page = createFakeTag();
    if (when === 'after') page.load();
    const { types, stop } = use(iadvizeConsent());
    if (when === 'before') page.load();
    page.fire('onChatDisplayed');
    leavePage();
    expect(types()).toEqual([]);
    page.sdk.set(property, true);
    page.fire('onChatStarted');
    leavePage();
    page.sdk.set(property, false);
    page.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual(['chatDisplayed', 'chatStarted']);
    const off = vi.spyOn(page.sdk, 'off');
    stop();
    leavePage();
    expect(off).toHaveBeenCalledWith(`${property}Change`, expect.any(Function));
  });

  it('takes the place of what stands under the name and is none of the tag’s', () => {
    Reflect.set(window, 'iAdvizeInterface', document.createElement('form'));
    const page = createFakeTag();
    const { types } = use(iadvizeConsent());
    page.load();
    page.sdk.set(property, true);
    page.fire('onChatStarted');
    leavePage();
    expect(types()).toEqual(['chatStarted']);
  });
});
