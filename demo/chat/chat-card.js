// @ts-check
import { create } from '../shared/element.js';

/** @typedef {import('../library.js').Payload} Payload */

/**
 * What a bot's message says in words.
 *
 * @param {Payload} payload
 */
export function wordsOf(payload) {
  if (payload.contentType === 'text') return payload.value;
  if (payload.contentType === 'product-offer') return `${payload.name}, ${payload.offerPrice ?? payload.price}`;
  return payload.contentType === 'card/content' ? (payload.title ?? payload.text ?? '') : payload.contentType;
}

/** @param {import('../library.js').LinkAction} action */
function linkOf({ name, url }) {
  const { origin, hash } = new URL(url);
  const link = create('a', 'card-link', name);
  // Only the page's own places can be opened: there is no other shop behind this one.
  if (origin === location.origin) link.href = hash;
  return link;
}

/**
 * A bot's card or product offer, drawn.
 *
 * @param {Payload} payload
 * @returns {Node[]}
 */
export function cardOf(payload) {
  if (payload.contentType === 'card/content') {
    const { title = '', text = '', actions } = payload;
    return [create('b', '', title), create('p', '', text), ...actions.map(linkOf)];
  }
  if (payload.contentType === 'product-offer') {
    const { name, price, offerPrice, availability, actions } = payload;
    const prices = offerPrice ? [create('b', '', offerPrice), ' ', create('s', '', price)] : [create('b', '', price)];
    const stock = availability?.status === 'AVAILABLE' ? [' · in stock'] : [];
    return [create('b', '', name), create('p', '', ...prices, ...stock), ...actions.map(linkOf)];
  }
  return [create('p', '', wordsOf(payload))];
}
