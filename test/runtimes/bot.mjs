/* global crypto */
import { createBotConnector, text } from '../../dist/server/bot/index.js';
import { equal, secret, sign } from './checks.mjs';

export const botTests = [
  [
    'a bot answers a message once, and an unsigned call never',
    async () => {
      const bot = createBotConnector(
        {
          scenarios: () => [],
          availability: () => true,
          onMessage: ({ text: asked }) => [text(`You asked: ${asked}`)],
        },
        { secret },
      );
      const [conversation, idMessage] = [crypto.randomUUID(), crypto.randomUUID()];
      const message = {
        idMessage,
        author: { role: 'visitor' },
        payload: { contentType: 'text', value: 'Which size?' },
      };
      const body = JSON.stringify({ idOperator: 'sd-1', message });
      const send = async (signature) =>
        bot(
          new Request(`https://shop.example/conversations/${conversation}/messages`, {
            method: 'POST',
            body,
            headers: { 'content-type': 'application/json', 'x-iadvize-signature': signature },
          }),
        );
      const answers = [await send(await sign(body)), await send(await sign(body)), await send('sha256=0')];
      equal(
        answers.map(({ status }) => status),
        [200, 200, 401],
      );
      const [first, again] = await Promise.all(answers.slice(0, 2).map((answer) => answer.json()));
      equal([first.replies.map(({ payload }) => payload.value), again.replies], [['You asked: Which size?'], []]);
      const query = 'idOperator=sd-1';
      const headers = { 'x-iadvize-signature': await sign(query) };
      const available = await bot(new Request(`https://shop.example/availability-strategies?${query}`, { headers }));
      equal(await available.json(), [{ strategy: 'customAvailability', availability: true }]);
    },
  ],
];
