import { afterEach, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import { forwardCallbacks, receiveCallbacks } from '../../src/boxed';

afterEach(() => installCallbacks().uninstall());

it.each(['*', '', 'null', 'shop.example', 'https://shop.example/', 'https://shop.example/chat', undefined])(
  'refuses %j for an origin',
  (origin) => {
    expect(() => forwardCallbacks({ to: origin as string })).toThrow(/^Expected an origin for to/);
    expect(() => receiveCallbacks({ from: origin as string })).toThrow(/^Expected an origin for from/);
  },
);

it('forwards nothing from a page that is not in an iframe', () => {
  vi.spyOn(window, 'parent', 'get').mockReturnValue(window);
  const posted = vi.spyOn(window, 'postMessage');
  forwardCallbacks({ to: 'https://shop.example' })();
  expect(posted).not.toHaveBeenCalled();
});
