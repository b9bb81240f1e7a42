/** Which of iAdvize's platforms an account lives on: standard or high availability, named as in its webhooks. */
export type Platform = 'sd' | 'ha';

const origins: Readonly<Record<Platform, string>> = {
  sd: 'https://www.iadvize.com',
  ha: 'https://ha.iadvize.com',
};

/**
 * Origin of a platform, as in *Base URL* of iAdvize's documentation (2016 edition).
 * @throws TypeError for any other name.
 */
export function originOf(platform: Platform): string {
  if (!Object.hasOwn(origins, platform)) throw new TypeError(`Expected platform 'sd' or 'ha', not ${String(platform)}`);
  return origins[platform];
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Base of the REST API, without a slash at its end.
 * @throws TypeError where the address would send the key unencrypted over a network.
 */
export function restBase(platform: Platform, baseUrl?: string): string {
  if (baseUrl === undefined) return `${originOf(platform)}/api/2`;
  if (!URL.canParse(baseUrl)) throw new TypeError('baseUrl is not a URL');
  const { protocol, hostname, origin, pathname } = new URL(baseUrl);
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback.test(hostname))) {
    throw new TypeError('baseUrl must be https:, or http: on the loopback interface');
  }
  return origin + pathname.replace(/\/+$/, '');
}
