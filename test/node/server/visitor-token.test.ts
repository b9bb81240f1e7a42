import { generateKeyPairSync } from 'node:crypto';
import { compactDecrypt, decodeProtectedHeader, exportPKCS8, importPKCS8, importSPKI, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { createVisitorToken } from '../../../src/server/visitor-token';

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const site = pair();
const platform = pair();
const options = { privateKey: site.privateKey, publicKey: platform.publicKey, issuer: 'https://shop.example' };

/** Reads a token as the platform does. */
async function read(token: string) {
  const key = await importPKCS8(platform.privateKey, 'RSA-OAEP-256');
  const { plaintext } = await compactDecrypt(token, key);
  const jws = new TextDecoder().decode(plaintext);
  return jwtVerify(jws, await importSPKI(site.publicKey, 'RS256'), { issuer: options.issuer });
}

describe('a visitor’s token', () => {
  it('is a JWS inside a JWE, with the documented claims, for one minute', async () => {
    const token = await createVisitorToken(options)({ userId: 'C-1', firstName: 'Ada', email: 'ada@shop.example' });
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RSA-OAEP-256', enc: 'A256GCM' });
    const { payload, protectedHeader } = await read(token);
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toEqual({
      iss: 'https://shop.example',
      exp: expect.any(Number),
      'https://iadvize.com/userId': 'C-1',
      'https://iadvize.com/visitorData': { firstName: 'Ada', email: 'ada@shop.example' },
    });
    const left = (payload.exp ?? 0) - Date.now() / 1000;
    expect(left).toBeGreaterThan(30);
    expect(left).toBeLessThanOrEqual(60);
  });

  it('is another one each time, without data where there is none', async () => {
    const create = createVisitorToken(options);
    const [first, second] = await Promise.all([create({ userId: 'C-1' }), create({ userId: 'C-1' })]);
    expect(first).not.toBe(second);
    expect((await read(first)).payload).not.toHaveProperty('https://iadvize.com/visitorData');
  });

  it('takes keys that are imported already', async () => {
    const privateKey = await importPKCS8(site.privateKey, 'RS256', { extractable: true });
    expect(await exportPKCS8(privateKey)).toContain('PRIVATE KEY');
    const publicKey = await importSPKI(platform.publicKey, 'RSA-OAEP-256');
    const token = await createVisitorToken({ ...options, privateKey, publicKey })({ userId: 'C-2' });
    expect((await read(token)).payload['https://iadvize.com/userId']).toBe('C-2');
  });

  it.each([
    [{ userId: '' }, 'userId'],
    [{ userId: 'x'.repeat(256) }, 'userId'],
    [{ userId: 12 }, 'userId'],
    [{ userId: 'C-1', email: 1 }, 'email'],
    [{ userId: 'C-1', firstname: 'Ada' }, 'firstname'],
  ])('is not made for %j', async (visitor, named) => {
    await expect(createVisitorToken(options)(visitor as never)).rejects.toThrow(new RegExp(named));
  });

  it('names the wrong option, and shows no key', async () => {
    expect(() => createVisitorToken({ ...options, issuer: '' })).toThrow('issuer');
    expect(() => createVisitorToken({ ...options, privateKey: 1 as never })).toThrow('privateKey');
    const swapped = createVisitorToken({ ...options, privateKey: 'secret text' });
    await expect(swapped({ userId: 'C-1' })).rejects.toSatisfy(
      (error: Error) => error.message.startsWith('privateKey') && !error.message.includes('secret'),
    );
  });
});
