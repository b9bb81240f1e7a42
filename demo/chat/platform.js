// @ts-check
import { createOutbox } from '../shared/outbox.js';

/** The platform behind the simulated tag: keeps each conversation's history, which its REST API tells later. */
export function createPlatform() {
  const outbox = createOutbox('/platform');
  let id = '';

  /** @type {Partial<Record<import('./tag.js').CallbackName, (argument: import('./tag.js').Argument) => object>>} */
  const records = {
    onChatStarted: (argument) => {
      id = String(argument['id']);
      return { event: 'begin' };
    },
    onMessageReceived: ({ msg }) => ({ event: 'operator', text: msg }),
    onMessageSent: ({ msg }) => ({ event: 'visitor', text: msg }),
    onLinkReceived: ({ name }) => ({ event: 'operator', text: name }),
    onOfferReceived: ({ name }) => ({ event: 'operator', text: name }),
    onChatEnded: () => ({ event: 'end' }),
  };

  /**
   * @param {import('./tag.js').CallbackName} callback
   * @param {import('./tag.js').Argument} argument
   */
  return (callback, argument) => {
    const record = records[callback]?.(argument);
    if (record) outbox.send({ id, ...record });
  };
}
