import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import type { FakeTag } from '../../src/testing';
import { createHandoff } from '../../src/virtual-agent';
import type { Handoff } from '../../src/virtual-agent';
import { collectErrors } from '../support/errors';

type Page = Window & { iAdvize?: unknown; iAdvizeInterface?: unknown };

collectErrors();
const page: Page = window;
let iadvize: IAdvizeCallbacks;
let handoff: Handoff;
let tag: FakeTag;

const begin = () => {
  iadvize = installCallbacks();
  handoff = createHandoff(iadvize);
  tag = createFakeTag();
};

const end = () => {
  iadvize.uninstall();
  delete page.iAdvize;
  delete page.iAdvizeInterface;
};

/** What follows each external script of a page. */
const scriptLoaded = () => document.documentElement.dispatchEvent(new Event('load'));

beforeEach(begin);
afterEach(end);

describe('a handoff by a screen', () => {
  const screens = () => tag.sdkCalls.filter(({ method }) => method === 'navigate').map(({ args }) => args[0]);

  it('sends the tag there once it is ready, and the id along', () => {
    handoff.handOff({ screen: 'person', conversationId: 'bot-1' });
    expect(handoff.state).toBe('pending');
    tag.load();
    expect(handoff.state).toBe('set');
    expect(screens()).toEqual(['person']);
    tag.fire('onChatStarted');
    expect([handoff.state, tag.vaSCI]).toEqual(['transmitted', 'bot-1']);
    scriptLoaded();
    expect(screens()).toEqual(['person']);
  });

  it('needs no id, and takes an earlier one back', () => {
    tag.load();
    handoff.handOff('bot-1');
    handoff.handOff({ screen: 'person' });
    expect([handoff.state, screens()]).toEqual(['set', ['person']]);
    tag.fire('onChatStarted');
    expect([handoff.state, tag.vaSCI]).toEqual(['transmitted', undefined]);
  });

  it('waits for the end of the chat that runs', () => {
    tag.load();
    tag.fire('onChatStarted');
    handoff.handOff({ screen: 'person' });
    expect([handoff.state, screens()]).toEqual(['missed', []]);
    tag.fire('onChatEnded');
    expect([handoff.state, screens()]).toEqual(['set', ['person']]);
  });

  it.each([{}, { screen: '' }, { screen: 7 }, { screen: 'person', conversationId: 'a b' }, null])(
    'refuses %j',
    (target) => {
      expect(() => handoff.handOff(target as never)).toThrow(TypeError);
      expect(handoff.state).toBe('idle');
    },
  );
});
