// What is served in a runtime, asked over HTTP from here.
import { createBotStandIn, signatureOf, webhookPayload } from '../../dist/testing/server/index.js';
import { equal, line, secret } from './checks.mjs';

/** The receiver at an address. */
export const askReceiver = (url) =>
  line('over HTTP, a genuine signed webhook is handled, a forged one and a long one refused', async () => {
    const send = async (body, key) => {
      const headers = { 'content-type': 'application/json', 'x-iadvize-signature': signatureOf(body, key) };
      return (await fetch(url, { method: 'POST', body, headers })).status;
    };
    const body = JSON.stringify(webhookPayload('user.created', { text: 'é€😀' }));
    equal(
      [await send(body, secret), await send(body, 'another'), await send('x'.repeat(2 ** 20 + 1), secret)],
      [204, 401, 413],
    );
  });

/** The history endpoint at an address, by a page of another origin. */
export const askHistory = (url) =>
  line('a page of an origin on the list is answered before it asks, another is not', async () => {
    const allowed = async (origin) => {
      const headers = { origin, 'access-control-request-method': 'GET' };
      const { status, headers: answered } = await fetch(`${url}?id=1`, { method: 'OPTIONS', headers });
      return [status, answered.get('access-control-allow-origin')];
    };
    equal(
      [await allowed('https://www.shop.example'), await allowed('https://evil.example')],
      [
        [204, 'https://www.shop.example'],
        [403, null],
      ],
    );
  });

/** The size adviser of `examples/bot` at an address. */
export const askAdviser = (url) =>
  line('the size adviser answers, checks the signature, and hands over', async () => {
    const iadvize = createBotStandIn({ url, secret });
    await iadvize.configure('sizes');
    equal(await iadvize.isAvailable(), true);
    const chat = await iadvize.open();
    await chat.write('I wear 42.');
    equal(chat.messages.at(-1).payload.value.includes('take 42'), true);
    await chat.write('A person');
    await iadvize.pass(1000);
    equal([chat.state, iadvize.problems], ['transferred', []]);
    const { status } = await createBotStandIn({ url, secret: 'another' }).call('GET', '/external-bots');
    equal(status, 401);
  });
