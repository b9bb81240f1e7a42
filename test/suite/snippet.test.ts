import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callbackNames, installCallbacks } from '../../src';
import type { Recording } from '../../src/core/shared';
import { createFakeTag } from '../../src/testing';
import type { Reads } from '../../src/testing';
import { createTeams, page } from '../support/site';

const shared = Symbol.for('iAdvizeCallbacks');
let run = 0;

/** Runs the snippet as at the top of a new page's head. */
async function runSnippet() {
  vi.stubGlobal('CALLBACK_NAMES', callbackNames.map((name) => name.slice(2)).join(' '));
  await import(/* @vite-ignore */ `../../src/snippet/inline.ts?run=${(run += 1)}`);
}

const teams = createTeams();

beforeEach(async () => {
  Reflect.deleteProperty(window, shared);
  Reflect.deleteProperty(window, 'iAdvizeCallbacks');
  await runSnippet();
});

afterEach(() => {
  installCallbacks().uninstall();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(window, 'iAdvizeCallbacks');
  teams.ran();
});

describe.each<Reads>(['live', 'reference', 'snapshot'])('the snippet, where the tag reads %s', (reads) => {
  it('records what the tag calls, when and on which page, for a listener that replays', () => {
    const tag = createFakeTag({ reads });
    tag.load();
    const before = document.URL;
    tag.call('onRuleStarted', { id: 1 });
    history.replaceState(null, '', '#cart');
    tag.call('onRuleStarted', { id: 2 });
    const iadvize = installCallbacks();
    history.replaceState(null, '', before);
    const seen: unknown[] = [];
    iadvize.on('ruleStarted', (event) => seen.push([event.detail.id, event.page, event.replayed]), { replay: true });
    expect(seen).toEqual([
      ['1', before, true],
      ['2', new URL('#cart', before).href, true],
    ]);
    tag.call('onRuleStarted', { id: 3 });
    expect(seen[2]).toEqual(['3', before, false]);
  });

  it('runs a function once that has the tag call something else before it chains', () => {
    const tag = createFakeTag({ reads });
    page.iAdvizeCallbacks!['onStatusChanged'] = teams.plain('A');
    const previous = page.iAdvizeCallbacks!['onStatusChanged'];
    page.iAdvizeCallbacks!['onStatusChanged'] = (argument) => {
      tag.fire('onChatDisplayed');
      previous(argument);
    };
    tag.load();
    tag.fire('onStatusChanged');
    expect(teams.ran()).toEqual(['A']);
    expect(installCallbacks().events.map(({ type }) => type)).toEqual(['statusChanged', 'chatDisplayed']);
  });

  it.each<[string, (value: object) => void]>([
    [
      'deletes and assigns',
      (value) => {
        Reflect.deleteProperty(window, 'iAdvizeCallbacks');
        Reflect.set(window, 'iAdvizeCallbacks', value);
      },
    ],
    [
      'defines',
      (value) => {
        Object.defineProperty(window, 'iAdvizeCallbacks', { value, configurable: true, writable: true });
      },
    ],
  ])('hands on what the site %s in its place', (_, put) => {
    page.iAdvizeCallbacks = { onChatEnded: teams.plain('B') };
    put({ onChatStarted: teams.plain('A'), version: 3 });
    const iadvize = installCallbacks();
    const tag = createFakeTag({ reads });
    tag.load();
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    expect(teams.ran()).toEqual(['A', 'B']);
    expect(iadvize.events.map(({ type }) => type)).toEqual(['chatStarted', 'chatEnded']);
    expect(page.iAdvizeCallbacks).toMatchObject({ version: 3 });
  });

  it('may be of another version: it knows callbacks that we do not, and tells no page', () => {
    const recording = Reflect.get(window, shared) as Recording;
    recording.received.push(['onRuleStarted', 5, [{ id: 1 }]]);
    const { events } = installCallbacks();
    expect(events).toMatchObject([{ detail: { id: '1' }, timestamp: 5, page: document.URL }]);
    expect(() => recording.push?.('onSomethingNew', [{}])).not.toThrow();
  });

  it('hands on the object that the site put there', () => {
    const given = { onChatStarted: teams.plain('A') };
    page.iAdvizeCallbacks = given;
    installCallbacks();
    expect(page.iAdvizeCallbacks).toBe(given);
  });

  it('hands on what the site put there meanwhile, each once, and nothing of it is wiped', () => {
    page.iAdvizeCallbacks = { onChatStarted: teams.plain('A') };
    page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onChatEnded: teams.plain('B') };
    page.iAdvizeCallbacks['onChatStarted'] = teams.plain('C');
    const tag = createFakeTag({ reads });
    tag.load();
    tag.fire('onChatStarted');
    expect(teams.ran()).toEqual(['A', 'C']);
    const iadvize = installCallbacks();
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    expect(teams.ran()).toEqual(['A', 'C', 'B']);
    expect(iadvize.events.map(({ type }) => type)).toEqual(['chatStarted', 'chatStarted', 'chatEnded']);
  });
});
