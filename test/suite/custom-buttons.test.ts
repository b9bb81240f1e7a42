import { afterEach, expect, it, vi } from 'vitest';
import { addButtonElement, createState } from '../../src/state';
import { useTag } from '../support/tag';

useTag();

afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const names = ['data-idz-unread-message-count', 'data-idz-chatbox-status', 'data-idz-conversation-status'];

/** The tag fills in what it finds. */
function fill(...values: string[]): void {
  values.forEach((value, index) => {
    for (const element of document.querySelectorAll(`[${names[index]}]`)) {
      element.setAttribute(names[index] ?? '', value);
    }
  });
}

it('follows what the tag writes into the site’s own button, now and later', async () => {
  document.body.innerHTML = `<p class="idz-online">${names.map((name) => `<b ${name}></b>`).join('')}</p>`;
  fill('3', 'OPEN');
  const store = createState();
  const stop = store.subscribe(() => {});
  const now = () => store.getSnapshot();
  expect(now()).toMatchObject({ unreadMessages: 3, chatbox: 'open', conversation: undefined });
  fill('0', 'REDUCED', 'ONGOING');
  await expect.poll(now).toMatchObject({ unreadMessages: 0, chatbox: 'reduced', conversation: 'ongoing' });
  fill('many', 'CLOSED', '');
  fill('4', '', 'NOT_ONGOING');
  await expect.poll(now).toMatchObject({ unreadMessages: 4, chatbox: 'reduced', conversation: 'notOngoing' });
  stop();
});

it('follows an element of ours, and takes it away', async () => {
  const remove = addButtonElement('idz-online');
  const store = createState();
  const heard = vi.fn();
  const stop = store.subscribe(({ unreadMessages }) => void heard(unreadMessages));
  expect(document.querySelector<HTMLElement>('.idz-online')?.style.display).toBe('none');
  fill('2');
  await vi.waitFor(() => expect(heard.mock.calls).toEqual([[undefined], [2]]));
  remove();
  expect(document.querySelector('.idz-online')).toBeNull();
  stop();
});

it('has one observer, gone with the last listener', () => {
  const observed = vi.spyOn(MutationObserver.prototype, 'observe');
  const ended = vi.spyOn(MutationObserver.prototype, 'disconnect');
  const store = createState();
  expect(observed).not.toHaveBeenCalled();
  const stops = [store.subscribe(() => {}), store.subscribe(() => {})];
  expect(observed).toHaveBeenCalledTimes(1);
  stops[0]?.();
  expect(ended).not.toHaveBeenCalled();
  stops[1]?.();
  expect(ended).toHaveBeenCalledTimes(1);
  store.subscribe(() => {});
  expect(observed).toHaveBeenCalledTimes(2);
  store.stop();
  expect(ended).toHaveBeenCalledTimes(2);
});
