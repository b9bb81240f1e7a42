// @vitest-environment jsdom
// Here and not in the suite: in a browser, Vitest does not load modules anew.
import { afterEach, expect, it, vi } from 'vitest';
import type * as library from '../../src';
import type * as states from '../../src/state';
import { createFakeTag } from '../../src/testing';
import { createTeams, page } from '../support/site';

/** The modules as a development server gives them anew after a change: nothing in them is the same. */
async function reload() {
  vi.resetModules();
  const { installCallbacks }: typeof library = await import('../../src');
  const { createState }: typeof states = await import('../../src/state');
  return { installCallbacks, createState };
}

const before = await reload();
const after = await reload();

afterEach(() => {
  before.installCallbacks().uninstall();
  Reflect.deleteProperty(window, 'iAdvizeCallbacks');
});

it('leaves a page that reloads its modules one object, its events and its callbacks', () => {
  expect(after.installCallbacks).not.toBe(before.installCallbacks);
  const teams = createTeams();
  const stop = before.installCallbacks().on('*', () => expect.unreachable());
  page.iAdvizeCallbacks = { onChatStarted: teams.plain('A') };
  // What `import.meta.hot.dispose` is for.
  stop();
  const tag = createFakeTag();
  tag.load();
  tag.fire('onChatStarted', { id: 1 });

  const iadvize = after.installCallbacks();
  expect(iadvize).toBe(before.installCallbacks());
  const heard: string[] = [];
  iadvize.on('*', ({ type }) => heard.push(type), { replay: true });
  page.iAdvizeCallbacks = { onChatStarted: teams.plain('A') };
  tag.fire('onChatEnded');
  expect(heard).toEqual(['chatStarted', 'chatEnded']);
  expect(teams.ran()).toEqual(['A']);
  tag.fire('onChatStarted', { id: 2 });
  expect(teams.ran()).toEqual(['A']);
  expect(after.createState().getSnapshot()).toEqual(before.createState().getSnapshot());
  expect(after.createState().getSnapshot().id).toBe('2');
});
