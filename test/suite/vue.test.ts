import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, createSSRApp, defineComponent, effectScope, h, nextTick, ref, watch } from 'vue';
import type { App, Component } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks, IAdvizeEvent } from '../../src';
import { createFakeTag } from '../../src/testing';
import type { FakeTag } from '../../src/testing';
import { useIAdvizeEvent, useIAdvizeState } from '../../src/vue';
import { collectErrors } from '../support/errors';

const errors = collectErrors();
let iadvize: IAdvizeCallbacks;
let tag: FakeTag;
let apps: App[];

beforeEach(() => {
  iadvize = installCallbacks();
  tag = createFakeTag();
  tag.load();
  apps = [];
});

afterEach(() => {
  apps.forEach((app) => app.unmount());
  iadvize.uninstall();
});

function mount(component: Component, create = createApp, container = document.createElement('div')) {
  const app = create(component);
  apps.push(app);
  app.mount(container);
  return container;
}

const Chat = defineComponent(() => {
  const chat = useIAdvizeState((state) => state.chat);
  return () => chat.value;
});

const listens = (heard: (event: IAdvizeEvent) => void, replay?: boolean) =>
  defineComponent(() => {
    useIAdvizeEvent('*', heard, { replay });
    return () => null;
  });

describe('useIAdvizeState', () => {
  it('renders what happened before, and again on each change', async () => {
    tag.fire('onChatDisplayed');
    const container = mount(Chat);
    await nextTick();
    expect(container.textContent).toBe('displayed');
    tag.fire('onChatStarted');
    await nextTick();
    expect(container.textContent).toBe('conversation');
  });

  it('tells only of changes of what was selected', async () => {
    const scope = effectScope();
    const changed = vi.fn();
    scope.run(() =>
      watch(
        useIAdvizeState(({ id }) => id),
        changed,
        { flush: 'sync' },
      ),
    );
    tag.fire('onChatDisplayed');
    expect(changed).not.toHaveBeenCalled();
    tag.fire('onChatStarted');
    expect(changed).toHaveBeenCalledTimes(1);
    scope.stop();
  });

  it('is the state at once in a scope outside a component', () => {
    tag.fire('onChatStarted');
    const scope = effectScope();
    const state = scope.run(() => useIAdvizeState());
    expect(state?.value.id).toBe('666');
    scope.stop();
  });

  it('hydrates what the server rendered, then shows the state', async () => {
    tag.fire('onChatStarted');
    const warned = vi.spyOn(console, 'warn');
    const failed = vi.spyOn(console, 'error');
    const container = document.createElement('div');
    container.innerHTML = await renderToString(createSSRApp(Chat));
    expect(container.textContent).toBe('hidden');
    mount(Chat, createSSRApp, container);
    await nextTick();
    expect(container.textContent).toBe('conversation');
    expect(warned).not.toHaveBeenCalled();
    expect(failed).not.toHaveBeenCalled();
  });
});

describe('useIAdvizeEvent', () => {
  it('delivers each event once, from the mounting to the unmounting', () => {
    const heard = vi.fn<(event: IAdvizeEvent) => void>();
    tag.fire('onChatDisplayed');
    mount(listens(heard));
    tag.fire('onChatStarted');
    apps[0]?.unmount();
    apps = [];
    tag.fire('onChatEnded');
    expect(heard.mock.calls.map(([{ type }]) => type)).toEqual(['chatStarted']);
  });

  it('replays what already fired', () => {
    const heard = vi.fn<(event: IAdvizeEvent) => void>();
    tag.fire('onChatDisplayed');
    mount(listens(heard, true));
    tag.fire('onChatStarted');
    expect(heard.mock.calls.map(([{ type, replayed }]) => [type, replayed])).toEqual([
      ['chatDisplayed', true],
      ['chatStarted', false],
    ]);
  });

  it('replays only after the hydration', async () => {
    const Counts = defineComponent(() => {
      const count = ref(0);
      useIAdvizeEvent('chatDisplayed', () => (count.value += 1), { replay: true });
      return () => count.value;
    });
    tag.fire('onChatDisplayed');
    const warned = vi.spyOn(console, 'warn');
    const container = document.createElement('div');
    container.innerHTML = await renderToString(createSSRApp(Counts));
    expect(container.textContent).toBe('0');
    mount(Counts, createSSRApp, container);
    await nextTick();
    expect(container.textContent).toBe('1');
    expect(warned).not.toHaveBeenCalled();
  });

  it('hands over from one page to the next: neither misses nor doubles an event', async () => {
    const heard: string[] = [];
    const pages = {
      home: listens(({ type }) => heard.push(`home ${type}`)),
      cart: listens(({ type }) => heard.push(`cart ${type}`)),
    };
    const page = ref<keyof typeof pages>('home');
    mount(defineComponent(() => () => h(pages[page.value])));
    tag.fire('onChatDisplayed');
    page.value = 'cart';
    await nextTick();
    tag.fire('onChatStarted');
    expect(heard).toEqual(['home chatDisplayed', 'cart chatStarted']);
  });

  it('ends with its scope, also while it delivers', () => {
    const scope = effectScope();
    const heard = vi.fn();
    scope.run(() => {
      useIAdvizeEvent('*', () => scope.stop());
      useIAdvizeEvent('*', heard);
    });
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    expect(heard).not.toHaveBeenCalled();
  });

  it('keeps an exception from the tag and from Vue', () => {
    mount(
      listens(() => {
        throw new Error('listener');
      }),
    );
    expect(() => tag.fire('onChatStarted')).not.toThrow();
    expect(errors.take()).toEqual([new Error('listener')]);
  });

  it('refuses an unknown event', () => {
    expect(() => effectScope().run(() => useIAdvizeEvent('chatstarted' as '*', () => {}))).toThrow(
      /^No event chatstarted/,
    );
  });
});
