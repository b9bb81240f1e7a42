// @ts-check

/** @typedef {'link' | 'offer' | 'cobrowse' | 'transfer' | 'end'} Action */
/** @typedef {{ text: string, then?: Action }} Reply */

/** What the shop's operators answer, by what the visitor's message speaks of; the first that fits. */
const replies = /** @type {const} */ ([
  {
    about: /size|fit|small|large|wide/i,
    suggestion: 'Which size should I take?',
    text: 'They run true to size. Between two sizes, take the larger. Here is our size guide:',
    then: 'link',
  },
  {
    about: /water|rain|wet|dry/i,
    suggestion: 'Is it waterproof?',
    text: 'Yes, to 20,000 mm. I crossed a glacier stream in mine last week and kept dry socks.',
  },
  {
    about: /offer|price|discount|deliver|code|cheap/i,
    suggestion: 'Is there an offer?',
    text: 'There is one this week, and I can put it on your order:',
    then: 'offer',
  },
  {
    about: /look|show|see|page|together|find/i,
    suggestion: 'Can you look at the page with me?',
    text: 'With pleasure. You will get a request, and you can stop at any time.',
    then: 'cobrowse',
  },
  {
    about: /expert|colleague|human|someone|transfer|race|ultra/i,
    suggestion: 'May I talk to a race expert?',
    text: 'Of course, I pass you to Tomás, he runs ultras in them.',
    then: 'transfer',
  },
  { about: /bye|thank|merci|great|perfect/i, suggestion: 'Thank you, bye!', text: 'Enjoy the trail!', then: 'end' },
]);

/** What is said about anything else, in turn. */
const others = [
  'Good question. What kind of ground do you run on most?',
  'Noted. Shall I tell you about the sizes, or about the sole?',
  'I will look that up for you. Anything else meanwhile?',
];
let turn = 0;

export const suggestions = replies.map(({ suggestion }) => suggestion);

/**
 * @param {string} message
 * @returns {Reply}
 */
export function replyTo(message) {
  return replies.find(({ about }) => about.test(message)) ?? { text: others[turn++ % others.length] ?? '' };
}
