import { describe, expect, it } from 'vitest';
import { callbackNames } from '../../src';
import { createFakeTag } from '../../src/testing';
import type { Reads } from '../../src/testing';
import { collectErrors } from '../support/errors';
import { page, useSite } from '../support/site';

const errors = collectErrors();
const site = useSite();

describe.each<Reads>(['live', 'reference', 'snapshot'])('a tag that reads %s', (reads) => {
  const tag = createFakeTag({ reads });

  const started = () => site.started(tag);

  it('finds every callback', () => {
    site.install();
    tag.load();
    for (const name of callbackNames) tag.fire(name);
    expect(site.heard).toHaveLength(callbackNames.length);
  });

  it('still finds what the page had before', () => {
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    site.install();
    tag.load();
    expect(started()).toEqual(['A', 'chatStarted']);
  });

  it('finds what is assigned later, whole', () => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    tag.load();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('B') };
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
  });

  it('finds what is assigned later, by property', () => {
    site.install();
    tag.load();
    page.iAdvizeCallbacks!['onChatStarted'] = site.teams.plain('A');
    page.iAdvizeCallbacks!['onChatStarted'] = site.teams.plain('B');
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
  });

  it('finds what is assigned by spread', () => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    tag.load();
    for (const team of ['B', 'C']) {
      page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onChatStarted: site.teams.plain(team) };
    }
    expect(started()).toEqual(['A', 'B', 'C', 'chatStarted']);
    tag.fire('onChatEnded');
    expect(site.heard).toEqual(['chatStarted', 'chatEnded']);
  });

  it('finds what is assigned by chain, several deep, once', () => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    for (const team of ['B', 'C', 'D']) {
      page.iAdvizeCallbacks = { onChatStarted: site.teams.chained(team, page.iAdvizeCallbacks['onChatStarted']) };
    }
    tag.load();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.chained('E', page.iAdvizeCallbacks['onChatStarted']) };
    expect(started()).toEqual(['A', 'B', 'C', 'D', 'E', 'chatStarted']);
  });

  it('hears a call once, where a function waits before it calls what it found', () => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    page.iAdvizeCallbacks = {
      onChatStarted: site.teams.late('B', page.iAdvizeCallbacks['onChatStarted']),
      onChatEnded: site.teams.late('C', page.iAdvizeCallbacks['onChatEnded']),
    };
    tag.load();
    // The second call comes before the first has been passed on.
    tag.fire('onChatStarted');
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    for (let times = 0; times < 10; times += 1) site.teams.go();
    expect(site.teams.ran()).toEqual(['A', 'B', 'A', 'B', 'C']);
    expect(site.heard).toEqual(['chatStarted', 'chatStarted', 'chatEnded']);
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
  });

  it('hears a call once, where a function asks the object that it replaced, at once or later', () => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    const first = page.iAdvizeCallbacks;
    page.iAdvizeCallbacks = {
      onChatStarted: site.teams.late('B', (argument: unknown) => first['onChatStarted']?.(argument)),
      onChatEnded: site.teams.late('C', (argument: unknown) => first['onChatEnded']?.(argument)),
    };
    const second = page.iAdvizeCallbacks;
    page.iAdvizeCallbacks = {
      onChatStarted: site.teams.chained('D', () => second['onChatStarted']?.('what it tells instead')),
    };
    tag.load();
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    for (let times = 0; times < 10; times += 1) site.teams.go();
    expect(site.teams.ran()).toEqual(['A', 'B', 'D', 'C']);
    expect(site.heard).toEqual(['chatStarted', 'chatEnded']);
  });

  it('hears a tag that holds an object which was replaced, each call once', () => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    const { iAdvizeCallbacks: held } = page;
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('B') };
    page.iAdvizeCallbacks = { onChatStarted: site.teams.late('C', page.iAdvizeCallbacks['onChatStarted']) };
    for (let times = 0; times < 3; times += 1) {
      held['onChatStarted']?.({ id: '1' });
      site.teams.go();
      expect(site.teams.ran()).toEqual(['A', 'B', 'C']);
    }
    held['onChatStarted'] = site.teams.plain('D');
    held['onChatStarted']({ id: '1' });
    site.teams.go();
    expect(site.teams.ran()).toEqual(['A', 'B', 'C', 'D']);
    expect(site.heard).toHaveLength(4);
  });

  it('hears a tag that holds an object whose own getter throws since it was replaced', () => {
    site.install();
    let broken = false;
    page.iAdvizeCallbacks = {
      get onChatStarted() {
        if (broken) throw new Error('from the site');
        return site.teams.plain('A');
      },
    };
    const { iAdvizeCallbacks: held } = page;
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('B') };
    broken = true;
    held['onChatStarted']?.({ id: '1' });
    expect(errors.take()).toHaveLength(1);
    expect(site.teams.ran()).toEqual(['A', 'B']);
    expect(site.heard).toEqual(['chatStarted']);
  });

  it('lets a function that waits run what it replaced, where the last one wins', () => {
    site.install({ overwrites: 'last' });
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    page.iAdvizeCallbacks['onChatStarted'] = site.teams.late('B', page.iAdvizeCallbacks['onChatStarted']);
    tag.load();
    expect(started()).toEqual(['B', 'chatStarted']);
    site.teams.go();
    expect(site.teams.ran()).toEqual(['A']);
    expect(site.heard).toHaveLength(1);
  });

  it('keeps what the site has defined on an object since it was replaced, where it is put there again', () => {
    site.install();
    const object = { onChatStarted: site.teams.plain('A') };
    page.iAdvizeCallbacks = object;
    page.iAdvizeCallbacks = {};
    const value = site.teams.plain('B');
    Object.defineProperty(object, 'onChatStarted', { value, writable: true, enumerable: true, configurable: true });
    page.iAdvizeCallbacks = object;
    tag.load();
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
  });

  it('runs a function of an object that was replaced on that object, where the last one wins', () => {
    site.install({ overwrites: 'last' });
    const owners: unknown[] = [];
    page.iAdvizeCallbacks = {
      onChatStarted(this: unknown) {
        owners.push(this);
      },
    };
    const { iAdvizeCallbacks: replaced } = page;
    page.iAdvizeCallbacks = { onChatStarted: (argument) => replaced['onChatStarted']?.(argument) };
    tag.load();
    started();
    expect(owners).toHaveLength(1);
    expect(owners[0]).toBe(replaced);
  });

  it('finds a chain of functions from before us, once', () => {
    const first = site.teams.plain('A');
    page.iAdvizeCallbacks = { onChatStarted: site.teams.chained('B', first) };
    site.install();
    tag.load();
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
  });

  it('finds one team once, where the same code runs again', () => {
    site.install();
    tag.load();
    for (let route = 0; route < 100; route += 1) {
      page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onChatStarted: site.teams.plain('A') };
      page.iAdvizeCallbacks = { onChatStarted: site.teams.chained('B', page.iAdvizeCallbacks['onChatStarted']) };
      page.iAdvizeCallbacks['onChatStarted'] = site.teams.plain('C');
    }
    expect(started()).toEqual(['A', 'B', 'C', 'chatStarted']);
  });

  it.each([
    ['null', () => (page.iAdvizeCallbacks!['onChatStarted'] = null)],
    ['undefined', () => (page.iAdvizeCallbacks!['onChatStarted'] = undefined)],
    ['delete', () => delete page.iAdvizeCallbacks!['onChatStarted']],
    ['null by spread', () => (page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onChatStarted: null })],
    ['undefined by spread', () => (page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onChatStarted: undefined })],
  ])('finds ours, not the site’s, after %s', (_, remove) => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A'), onChatEnded: site.teams.plain('ended') };
    page.iAdvizeCallbacks['onChatStarted'] = site.teams.plain('B');
    remove();
    tag.load();
    expect(started()).toEqual(['chatStarted']);
    page.iAdvizeCallbacks['onChatStarted'] = site.teams.plain('A');
    expect(started()).toEqual(['A', 'chatStarted']);
    remove();
    expect(started()).toEqual(['chatStarted']);
    tag.fire('onChatEnded');
    expect(site.teams.ran()).toEqual(['ended']);
  });

  it('finds nothing of what was deleted before another object came', () => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    tag.load();
    delete page.iAdvizeCallbacks['onChatStarted'];
    page.iAdvizeCallbacks = { onChatEnded: site.teams.plain('ended') };
    expect(started()).toEqual(['chatStarted']);
  });

  it('finds ours, after the site defined its own in the accessor’s place', () => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    Object.defineProperty(page.iAdvizeCallbacks, 'onChatStarted', { value: site.teams.plain('B') });
    // Seen when the global is read the next time.
    void page.iAdvizeCallbacks;
    tag.load();
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
    site.iadvize.uninstall();
    page.iAdvizeCallbacks['onChatStarted']?.();
    expect(site.teams.ran()).toEqual(['B']);
  });

  it('finds what the site does to an object it kept', () => {
    site.install();
    const kept: NonNullable<typeof page.iAdvizeCallbacks> = {};
    page.iAdvizeCallbacks = kept;
    kept['onChatStarted'] = site.teams.plain('A');
    tag.load();
    kept['onChatStarted'] = site.teams.plain('B');
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
    delete kept['onChatStarted'];
    expect(started()).toEqual(['chatStarted']);
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('C') };
    kept['onChatStarted'] = site.teams.plain('A');
    expect(started()).toEqual(['C', 'A', 'chatStarted']);
  });

  it('finds a function on the object where the site put it last', () => {
    site.install();
    const owners: unknown[] = [];
    const shared = {
      onChatStarted(this: unknown) {
        owners.push(this);
      },
    };
    const later = { ...shared };
    page.iAdvizeCallbacks = shared;
    page.iAdvizeCallbacks = later;
    tag.load();
    expect(started()).toEqual(['chatStarted']);
    expect(owners).toHaveLength(1);
    expect(owners[0]).toBe(later);
  });

  it('never notices what the site’s functions throw', () => {
    const failure = new Error('site');
    site.install();
    page.iAdvizeCallbacks = {
      onChatStarted() {
        throw failure;
      },
    };
    page.iAdvizeCallbacks['onChatStarted'] = site.teams.plain('B');
    tag.load();
    expect(started()).toEqual(['B', 'chatStarted']);
    expect(errors.take()).toEqual([failure]);
  });

  it('finds ours where the platform’s last one wins', () => {
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A'), onChatEnded: site.teams.plain('ended') };
    site.install({ overwrites: 'last' });
    tag.load();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('B') };
    expect(started()).toEqual(['B', 'chatStarted']);
    tag.fire('onChatEnded');
    expect(site.teams.ran()).toEqual([]);
    page.iAdvizeCallbacks = { onChatStarted: site.teams.chained('C', page.iAdvizeCallbacks['onChatStarted']) };
    expect(started()).toEqual(['B', 'C', 'chatStarted']);
    page.iAdvizeCallbacks = { onChatStarted: site.teams.chained('C', page.iAdvizeCallbacks['onChatStarted']) };
    expect(started()).toEqual(['B', 'C', 'chatStarted']);
  });

  it('hears no event of a site’s function that chains, whatever it passes on', () => {
    site.install();
    const { plain } = site.teams;
    page.iAdvizeCallbacks = { onRuleStarted: plain('A') };
    const found = page.iAdvizeCallbacks['onRuleStarted'];
    page.iAdvizeCallbacks['onRuleStarted'] = () => found?.({ id: 2 });
    page.iAdvizeCallbacks['onChatStarted'] = (argument) => page.iAdvizeCallbacks?.['onChatStarted']?.(argument);
    tag.load();
    tag.call('onRuleStarted', { id: 1 });
    tag.call('onChatStarted', { id: 3 });
    expect(site.iadvize.events.map(({ raw }) => raw)).toEqual([{ id: 1 }, { id: 3 }]);
    expect(site.teams.ran()).toEqual(['A']);
  });

  it('hears no event of one that came after the tag, and passes on something else', () => {
    site.install();
    page.iAdvizeCallbacks = { onRuleStarted: site.teams.plain('A') };
    tag.load();
    const found = page.iAdvizeCallbacks['onRuleStarted'];
    page.iAdvizeCallbacks['onRuleStarted'] = () => found?.({ id: 2 });
    tag.call('onRuleStarted', { id: 1 });
    expect(site.iadvize.events.map(({ raw }) => raw)).toEqual([{ id: 1 }]);
    expect(site.teams.ran()).toEqual(['A']);
  });

  it('may call again from within', () => {
    site.install();
    const ids: unknown[] = [];
    site.iadvize.on('ruleStarted', ({ detail }) => ids.push(detail.id));
    let nested = false;
    page.iAdvizeCallbacks = {
      onRuleStarted() {
        if (nested) return;
        nested = true;
        tag.call('onRuleStarted', { id: 2 });
      },
    };
    tag.load();
    tag.call('onRuleStarted', { id: 1 });
    expect(ids.sort()).toEqual(['1', '2']);
  });
});
