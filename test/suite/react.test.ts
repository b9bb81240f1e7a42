import { act, Activity, createElement, Fragment, startTransition, StrictMode, useState } from 'react';
import type { FunctionComponent, ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, hydrateRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks, IAdvizeEvent } from '../../src';
import { useIAdvizeEvent, useIAdvizeState } from '../../src/react';
import { createFakeTag } from '../../src/testing';
import type { FakeTag } from '../../src/testing';
import { collectErrors } from '../support/errors';

const errors = collectErrors();
let iadvize: IAdvizeCallbacks;
let tag: FakeTag;
let roots: Root[];

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  iadvize = installCallbacks();
  tag = createFakeTag();
  tag.load();
  roots = [];
});

afterEach(async () => {
  await act(async () => roots.forEach((root) => root.unmount()));
  iadvize.uninstall();
});

async function mount(element: ReactNode) {
  const container = document.createElement('div');
  const root = createRoot(container);
  roots.push(root);
  await act(async () => root.render(element));
  return { container, root };
}

const Chat: FunctionComponent = () => useIAdvizeState(({ chat }) => chat);

const Listens: FunctionComponent<{
  readonly type?: 'chatStarted' | 'chatEnded' | '*';
  readonly replay?: boolean;
  readonly heard: (event: IAdvizeEvent) => void;
}> = ({ type = '*', heard, ...options }) => {
  useIAdvizeEvent(type as '*', heard, options);
  return null;
};

describe('useIAdvizeState', () => {
  it('renders what happened before, and again on each change', async () => {
    tag.fire('onChatDisplayed');
    const { container } = await mount(createElement(Chat));
    expect(container.textContent).toBe('displayed');
    await act(async () => tag.fire('onChatStarted'));
    expect(container.textContent).toBe('conversation');
  });

  it('renders again only when what was selected changes', async () => {
    const rendered = vi.fn();
    const Selects = () => {
      const { open } = useIAdvizeState(({ chat }) => ({ open: chat !== 'hidden' }));
      const id = useIAdvizeState((state) => state.id);
      rendered();
      return `${open} ${id}`;
    };
    const Id = () => {
      rendered();
      return useIAdvizeState(({ id }) => id);
    };
    const { container } = await mount(createElement(Id));
    const before = rendered.mock.calls.length;
    await act(async () => tag.fire('onVisitorWriting'));
    expect(rendered).toHaveBeenCalledTimes(before);

    const { container: other } = await mount(createElement(Selects));
    await act(async () => tag.fire('onChatStarted'));
    expect(container.textContent).toBe('666');
    expect(other.textContent).toBe('true 666');
  });

  it('gives the whole state without a selector, the same in two roots', async () => {
    const states = new Set<unknown>();
    const Whole = () => {
      states.add(useIAdvizeState());
      return null;
    };
    await mount(createElement(Whole));
    await mount(createElement(Whole));
    expect(states.size).toBe(1);
  });

  it('shows one state throughout a concurrent rendering', async () => {
    let interrupt: (() => void) | undefined;
    const Slow = () => {
      interrupt?.();
      interrupt = undefined;
      return createElement(Chat);
    };
    const Page = () => {
      const [shown, show] = useState(false);
      return createElement(
        Fragment,
        null,
        createElement('button', { onClick: () => startTransition(() => show(true)) }),
        shown && Array.from({ length: 5 }, (_, key) => createElement(Fragment, { key }, createElement(Slow), ' ')),
      );
    };
    const { container } = await mount(createElement(Page));
    const shown = new Set<string | null>();
    const observer = new MutationObserver(() => shown.add(container.textContent));
    observer.observe(container, { childList: true, subtree: true, characterData: true });
    document.body.append(container);
    let rendered = 0;
    interrupt = () => {
      rendered += 1;
      tag.fire('onChatDisplayed');
    };
    await act(async () => container.querySelector('button')?.click());
    observer.disconnect();
    container.remove();
    expect(rendered).toBe(1);
    expect([...shown]).toEqual(['displayed '.repeat(5)]);
  });

  it('hydrates what the server rendered, then shows the state', async () => {
    tag.fire('onChatStarted');
    const recovered = vi.fn();
    const container = document.createElement('div');
    container.innerHTML = renderToString(createElement(Chat));
    expect(container.textContent).toBe('hidden');
    await act(async () => roots.push(hydrateRoot(container, createElement(Chat), { onRecoverableError: recovered })));
    expect(container.textContent).toBe('conversation');
    expect(recovered).not.toHaveBeenCalled();
  });

  it('starts anew after an uninstall', async () => {
    tag.fire('onChatStarted');
    await mount(createElement(Chat));
    iadvize.uninstall();
    installCallbacks();
    const { container } = await mount(createElement(Chat));
    expect(container.textContent).toBe('hidden');
  });
});

describe('useIAdvizeEvent', () => {
  it('delivers each event once, from the mounting to the unmounting', async () => {
    const heard = vi.fn<(event: IAdvizeEvent) => void>();
    tag.fire('onChatDisplayed');
    const { root } = await mount(createElement(Listens, { type: 'chatStarted', heard }));
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    await act(async () => root.render(null));
    tag.fire('onChatStarted');
    expect(heard.mock.calls.map(([{ type }]) => type)).toEqual(['chatStarted']);
  });

  it.each([false, true])('delivers each event once in strict mode, replay %s', async (replay) => {
    const heard = vi.fn<(event: IAdvizeEvent) => void>();
    tag.fire('onChatDisplayed');
    tag.fire('onChatDisplayed');
    await mount(createElement(StrictMode, null, createElement(Listens, { replay, heard })));
    tag.fire('onChatStarted');
    expect(heard.mock.calls.map(([{ type, replayed }]) => [type, replayed])).toEqual([
      ...(replay
        ? [
            ['chatDisplayed', true],
            ['chatDisplayed', true],
          ]
        : []),
      ['chatStarted', false],
    ]);
  });

  it('calls the listener of the latest render', async () => {
    const first = vi.fn();
    const second = vi.fn();
    const { root } = await mount(createElement(Listens, { heard: first, replay: true }));
    await act(async () => root.render(createElement(Listens, { heard: second, replay: true })));
    tag.fire('onChatStarted');
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledTimes(1);
  });

  it('follows a change of the event’s name', async () => {
    const heard = vi.fn<(event: IAdvizeEvent) => void>();
    const { root } = await mount(createElement(Listens, { type: 'chatStarted', heard }));
    await act(async () => root.render(createElement(Listens, { type: 'chatEnded', heard })));
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    expect(heard.mock.calls.map(([{ type }]) => type)).toEqual(['chatEnded']);
  });

  it('neither loses nor doubles what the tag calls while it replays', async () => {
    const ids: unknown[] = [];
    tag.fire('onChatStarted', { id: 1 });
    tag.fire('onChatStarted', { id: 2 });
    await mount(
      createElement(Listens, {
        replay: true,
        heard: (event) => {
          if (event.type !== 'chatStarted') return;
          if (event.detail.id === '1') tag.fire('onChatStarted', { id: 3 });
          ids.push(event.detail.id);
        },
      }),
    );
    expect(ids).toEqual(['1', '2', '3']);
  });

  it('hands over from one page to the next: neither misses nor doubles an event', async () => {
    const heard: string[] = [];
    const page = (name: string) =>
      createElement(Listens, {
        key: name,
        heard: ({ type }) => heard.push(`${name} ${type}`),
      });
    const { root } = await mount(page('home'));
    tag.fire('onChatDisplayed');
    await act(async () => root.render(page('cart')));
    tag.fire('onChatStarted');
    expect(heard).toEqual(['home chatDisplayed', 'cart chatStarted']);
  });

  it('tells an activity that was hidden what it missed, once', async () => {
    const types: string[] = [];
    const page = (mode: 'visible' | 'hidden') =>
      createElement(Activity, {
        mode,
        children: createElement(Listens, { replay: true, heard: ({ type }) => types.push(type) }),
      });
    const { root } = await mount(page('visible'));
    tag.fire('onChatDisplayed');
    await act(async () => root.render(page('hidden')));
    tag.fire('onChatStarted');
    await act(async () => root.render(page('visible')));
    tag.fire('onChatEnded');
    expect(types).toEqual(['chatDisplayed', 'chatStarted', 'chatEnded']);
  });

  it('may unmount its component while it delivers', async () => {
    const heard = vi.fn();
    const { root } = await mount(
      createElement(
        Fragment,
        null,
        createElement(Listens, { key: 1, heard: () => flushSync(() => root.render(null)) }),
        createElement(Listens, { key: 2, heard }),
      ),
    );
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    expect(heard).not.toHaveBeenCalled();
  });

  it('keeps an exception from the tag and from React', async () => {
    tag.fire('onChatDisplayed');
    await mount(
      createElement(Listens, {
        replay: true,
        heard: () => {
          throw new Error('listener');
        },
      }),
    );
    expect(() => tag.fire('onChatStarted')).not.toThrow();
    expect(errors.take()).toEqual([new Error('listener'), new Error('listener')]);
  });

  it('refuses an unknown event', async () => {
    const Wrong = () => {
      useIAdvizeEvent('chatstarted' as '*', () => {});
      return null;
    };
    expect(() => renderToString(createElement(Wrong))).toThrow(/^No event chatstarted/);
  });
});
