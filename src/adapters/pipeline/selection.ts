import type { IAdvizeEvent } from '../../core/event';
import type { IAdvizeCallbacks } from '../../core/types';
import { conversationOf } from './once-per-conversation';
import type { AdapterOptions } from './options';

/** What decides in place of the conversation's id before there is one: at random, once per page. */
let pageKey: string | undefined;

/** Where a text lies between 0 and 1: the same for the same text, and far apart for ids that follow one another. */
function position(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return (hash >>> 0) / 2 ** 32;
}

/**
 * Which events are to be sent: those of the site's `events`, of the part of the conversations that `sampling` asks for.
 * Call it for each event, in order: it follows the conversation.
 *
 * @throws TypeError where `events` names an event that the page does not have.
 */
export function createSelection(
  iadvize: IAdvizeCallbacks,
  { events, sampling = 1 }: AdapterOptions,
): (event: IAdvizeEvent) => boolean {
  let conversation: string | undefined;
  const listed = typeof events === 'object' && events;
  // Subscribing throws where the page has no such event.
  if (listed) for (const type of listed) iadvize.on(type, () => {})();

  return (event) => {
    const { type } = event;
    if (type === 'chatStarted') conversation = conversationOf(event);
    // Who types when is sent only if the site asks for it.
    if (listed ? !listed.includes(type) : !events && type.endsWith('Writing')) return false;
    return sampling === 1 || position(conversation ?? (pageKey ??= String(Math.random()))) < sampling;
  };
}
