// @ts-check

/** What the bot answers, by what the question speaks of; the first that fits. */
export const answers = [
  { about: /size|fit|small|large|wide/i, text: 'They run true to size. Between two sizes, take the larger.' },
  { about: /water|rain|wet|dry/i, text: 'Waterproof to 20,000 mm: rain, snow and shallow streams.' },
  { about: /deliver|ship|when|arrive/i, text: 'Free, and with you in two to three working days.' },
  { about: /return|back|refund|exchange/i, text: '60 days to return them for free, even after a hike.' },
];

export const questions = ['Which size?', 'Waterproof?', 'Delivery?', 'Returns?'];

export const fallback = 'That is beyond a bot. A person can help you better.';
