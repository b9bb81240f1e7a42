import { describe, expect, it } from 'vitest';
import { installCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import { collectErrors } from '../support/errors';
import { page, useSite } from '../support/site';

const errors = collectErrors();
const site = useSite();

/** What runs of the site, and what we tell, when the tag calls. */
function started() {
  page.iAdvizeCallbacks?.['onChatStarted']?.({ id: 1 });
  return [...site.teams.ran(), ...site.heard.splice(0)];
}

describe.each<[string, (object: object) => void]>([
  ['preventExtensions', Object.preventExtensions],
  ['seal', Object.seal],
  ['freeze', Object.freeze],
])('an object that the site closes by %s, after us', (_, close) => {
  /** The site's object, of team A, closed. */
  function closed() {
    const callbacks = { onChatStarted: site.teams.plain('A'), version: 3 };
    Reflect.set(window, 'iAdvizeCallbacks', callbacks);
    close(callbacks);
    return callbacks;
  }

  it('calls as before, and hears what is put there', () => {
    site.install();
    const callbacks = closed();
    expect(started()).toEqual(['A', 'chatStarted']);
    callbacks.onChatStarted = site.teams.plain('B');
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
  });

  it('throws nothing where more callbacks are served since, and has them', () => {
    site.install();
    closed();
    installCallbacks({ callbacks: ['onBotTransferred'] });
    const tag = createFakeTag({ reads: 'live' });
    tag.load();
    tag.call('onChatStarted', { id: 1 });
    page.iAdvizeCallbacks?.['onBotTransferred']?.({ id: 2 });
    expect([...site.teams.ran(), ...site.heard]).toEqual(['A', 'chatStarted', 'botTransferred']);
    expect(page.iAdvizeCallbacks).toMatchObject({ version: 3 });
  });

  it('has its callbacks after an uninstallation', () => {
    site.install();
    const callbacks = closed();
    site.iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toBe(callbacks);
    expect(started()).toEqual(['A']);
    expect(callbacks.version).toBe(3);
  });

  it('has them after another installation, and after another uninstallation', () => {
    site.install();
    const callbacks = closed();
    site.iadvize.uninstall();
    site.install();
    expect(started()).toEqual(['A', 'chatStarted']);
    site.iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toBe(callbacks);
    expect(started()).toEqual(['A']);
  });

  it('has a class’s methods, and throws nothing for a getter that does', () => {
    site.install();
    const failure = new Error('getter');
    class Callbacks {
      get onChatDisplayed() {
        throw failure;
      }
      onChatStarted() {
        site.teams.plain('A')();
      }
    }
    const callbacks = new Callbacks();
    Reflect.set(window, 'iAdvizeCallbacks', callbacks);
    close(callbacks);
    site.iadvize.uninstall();
    site.install();
    expect(started()).toEqual(['A', 'chatStarted']);
    expect(errors.take()).toContain(failure);
  });

  it('has them where it is assigned again', () => {
    site.install();
    const callbacks = closed();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('B') };
    Reflect.set(window, 'iAdvizeCallbacks', callbacks);
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
    page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onChatEnded: site.teams.plain('C') };
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
    site.iadvize.uninstall();
    expect(started()).toEqual(['A']);
  });
});

it('a callback that the site defines for good calls, and is told', () => {
  site.install();
  page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
  const value = site.teams.plain('B');
  Object.defineProperty(page.iAdvizeCallbacks, 'onChatStarted', { value, configurable: false });
  expect(started()).toEqual(['A', 'B', 'chatStarted']);
  site.iadvize.uninstall();
  expect(started()).toEqual(['B']);
});
