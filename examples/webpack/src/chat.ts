import { installCallbacks } from 'iadvize-callbacks';
import { createState } from 'iadvize-callbacks/state';

/** Shows the state, and how many chats have started. */
export function showChat(chat: Element, started: Element): void {
  createState().subscribe((state) => (chat.textContent = state.chat));

  let count = 0;
  started.textContent = String(count);
  installCallbacks().on('chatStarted', () => (started.textContent = String((count += 1))), { replay: true });
}
