import { sha256 } from '../sha256';

/** The same for all of a network that one visitor may have whole: an IPv6 address by its first 64 bits. */
function networkOf(client: string): string {
  const address = client.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1').replace(/^\[([^\]]*)\](?::\d+)?$/, '$1');
  const [bare = ''] = address.split('%');
  if (!bare.includes(':') || !URL.canParse(`http://[${bare}]`)) return address;
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const groups = head ? head.split(':') : [];
  const last = tail ? tail.split(':') : [];
  if (tail !== undefined) while (groups.length + last.length < 8) groups.push('0');
  const all = [...groups, ...last];
  const mapped = all.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  if (!mapped) return `${all.slice(0, 4).join(':')}::/64`;
  const bytes = all.slice(6).flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]);
  return bytes.join('.');
}

/**
 * The key under which a client's requests are counted: a hash, so that it is short and names nobody. Clients that are not
 * known share one.
 */
export async function clientKey(client: unknown): Promise<string> {
  return typeof client === 'string' && client ? sha256(networkOf(client)) : 'unknown';
}
