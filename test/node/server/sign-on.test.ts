import { describe, expect, it } from 'vitest';
import { signOnUrl } from '../../../src/server';

describe('a sign-on link', () => {
  it('is the documented one, over https', () => {
    expect(signOnUrl('c0ffee')).toBe('https://www.iadvize.com/auto-auth.php?auth=c0ffee');
    expect(signOnUrl('c0ffee', { page: '/pupitre' })).toBe(
      'https://www.iadvize.com/auto-auth.php?auth=c0ffee&url=%2Fpupitre',
    );
    expect(signOnUrl('c0ffee', { page: 'go=offers' })).toBe(
      'https://www.iadvize.com/auto-auth.php?auth=c0ffee&url=go%3Doffers',
    );
    expect(signOnUrl('c0ffee', { platform: 'ha' })).toBe('https://ha.iadvize.com/auto-auth.php?auth=c0ffee');
    expect(signOnUrl('c0ffee', { platform: 'ha', address: 'login' })).toBe(
      'https://ha.iadvize.com/admin/login?key=c0ffee',
    );
  });

  it('encodes whatever it is given', () => {
    const url = new URL(signOnUrl('a&url=//evil#é+%', { page: '/users?a=1&auth=x#y' }));
    expect(Object.fromEntries(url.searchParams)).toEqual({ auth: 'a&url=//evil#é+%', url: '/users?a=1&auth=x#y' });
    expect(url.hash).toBe('');
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/users\r\nSet-Cookie: a=1',
    '',
  ])('does not lead to %j', (page) => expect(() => signOnUrl('c0ffee', { page })).toThrow(TypeError));

  it.each(['', 'a\r\nb', 'a b', 5 as unknown as string])('takes no key %j, and does not repeat it', (key) => {
    expect(() => signOnUrl(key)).toThrow(/^The sign-on key must be/);
  });

  it('has a page only where one is documented, and two platforms', () => {
    expect(() => signOnUrl('c0ffee', { address: 'login', page: '/users' })).toThrow(TypeError);
    expect(() => signOnUrl('c0ffee', { platform: 'eu' as 'sd' })).toThrow(TypeError);
  });
});
