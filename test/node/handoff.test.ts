import { expect, it } from 'vitest';
import { installCallbacks } from '../../src';
import { createHandoff } from '../../src/virtual-agent';

it('a handoff does nothing on a server', () => {
  const handoff = createHandoff(installCallbacks());
  handoff.handOff('bot-1');
  expect(handoff.state).toBe('idle');
  handoff.clear();
  expect(() => handoff.handOff('')).toThrow(TypeError);
});
