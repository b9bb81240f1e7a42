// @ts-check
import { card, createBotConnector, offer, text, transfer } from 'iadvize-callbacks/server/bot';

/** What a visitor may choose. */
const questions = ['Which size?', 'Waterproof?', 'Delivery?', 'Returns?'];
const aPerson = 'A person';

/**
 * Skarv, the shop's bot, behind the connector that iAdvize calls. Whoever asks for a person is handed to the people behind
 * the first routing rule that the bot agent was given.
 *
 * @param {string} secret the app's secret token
 * @param {() => string} shop the address of the product's page
 */
export function createSkarv(secret, shop) {
  /** @param {string} hash @param {string} name */
  const link = (hash, name) => ({ name, url: `${shop()}#${hash}` });

  /** What it answers, by what the question speaks of; the first that fits. */
  const answers = [
    {
      about: /size|fit|small|large|wide/i,
      says: () => [
        text('They run true to size. Between two sizes, take the larger.'),
        card(
          { title: 'Size guide', text: 'EU, UK, and your foot in centimetres.', links: [link('size-guide', 'Open')] },
          { quickReplies: ['Waterproof?', 'Returns?', aPerson] },
        ),
      ],
    },
    {
      about: /water|rain|wet|dry/i,
      says: () => [
        text('Waterproof to 20,000 mm: rain, snow and shallow streams.'),
        card(
          { title: 'Care guide', text: 'How they stay waterproof.', links: [link('care', 'Open')] },
          { quickReplies: ['Which size?', 'Delivery?', aPerson] },
        ),
      ],
    },
    {
      about: /deliver|ship|when|arrive|price/i,
      says: () => [
        text('Free, and with you in two to three working days.'),
        offer(
          {
            name: 'Skarv 3',
            price: '€190',
            offerPrice: '€165',
            available: true,
            links: [link('buy', 'Choose a pair')],
          },
          { quickReplies: ['Which size?', 'Returns?', aPerson] },
        ),
      ],
    },
    {
      about: /return|back|refund|exchange/i,
      says: () => [
        text('60 days to return them for free, even after a hike.', {
          quickReplies: ['Which size?', 'Delivery?', aPerson],
        }),
      ],
    },
  ];

  return createBotConnector(
    {
      scenarios: () => [{ id: 'skarv', name: 'Skarv', editorUrl: shop() }],
      availability: () => true,
      welcome: () => [
        text('Hello, I am Skarv, a bot. Sizes, rain, delivery, returns: ask me.', {
          quickReplies: [...questions, aPerson],
        }),
      ],
      onMessage({ text: question }, { rules: [guides] }) {
        if (guides && /\b(?:person|human|someone|somebody)\b/i.test(question)) {
          const otherwise = [
            text('Nobody is free right now. Ask me something else, or try again later.', {
              quickReplies: [...questions, aPerson],
            }),
          ];
          return [text('One moment, I ask our guides.'), transfer(guides.id, { timeout: 5000, otherwise })];
        }
        const answer = answers.find(({ about }) => about.test(question));
        return (
          answer?.says() ?? [text('That is beyond a bot. A person can help you better.', { quickReplies: [aPerson] })]
        );
      },
    },
    { secret },
  );
}
