import { describe, expect, it } from 'vitest';
import { collectErrors } from '../support/errors';
import { scriptLoaded, useHandoff } from '../support/handoff';

collectErrors();
const shop = useHandoff();

describe('a handoff by a screen', () => {
  const screens = () => shop.tag.sdkCalls.filter(({ method }) => method === 'navigate').map(({ args }) => args[0]);

  it('sends the tag there once it is ready, and the id along', () => {
    shop.handoff.handOff({ screen: 'person', conversationId: 'bot-1' });
    expect(shop.handoff.state).toBe('pending');
    shop.tag.load();
    expect(shop.handoff.state).toBe('set');
    expect(screens()).toEqual(['person']);
    shop.tag.fire('onChatStarted');
    expect([shop.handoff.state, shop.tag.vaSCI]).toEqual(['transmitted', 'bot-1']);
    scriptLoaded();
    expect(screens()).toEqual(['person']);
  });

  it('needs no id, and takes an earlier one back', () => {
    shop.tag.load();
    shop.handoff.handOff('bot-1');
    shop.handoff.handOff({ screen: 'person' });
    expect([shop.handoff.state, screens()]).toEqual(['set', ['person']]);
    shop.tag.fire('onChatStarted');
    expect([shop.handoff.state, shop.tag.vaSCI]).toEqual(['transmitted', undefined]);
  });

  it('waits for the end of the chat that runs', () => {
    shop.tag.load();
    shop.tag.fire('onChatStarted');
    shop.handoff.handOff({ screen: 'person' });
    expect([shop.handoff.state, screens()]).toEqual(['missed', []]);
    shop.tag.fire('onChatEnded');
    expect([shop.handoff.state, screens()]).toEqual(['set', ['person']]);
  });

  it.each([{}, { screen: '' }, { screen: 7 }, { screen: 'person', conversationId: 'a b' }, null])(
    'refuses %j',
    (target) => {
      expect(() => shop.handoff.handOff(target as never)).toThrow(TypeError);
      expect(shop.handoff.state).toBe('idle');
    },
  );
});
