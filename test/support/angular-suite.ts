import '@angular/compiler';
import { Component, NgZone, createComponent, effect, runInInjectionContext, signal } from '@angular/core';
import type { ApplicationRef, EnvironmentProviders, Type } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks, IAdvizeEvent } from '../../src';
import { injectIAdvizeEvent, injectIAdvizeState } from '../../src/angular';
import { createFakeTag } from '../../src/testing';
import type { FakeTag } from '../../src/testing';

let components = 0;

/** A component of this class, as the compiler would make it. */
function component(type: Type<unknown>, template = ''): Type<unknown> {
  Component({ selector: `shop-part-${(components += 1)}`, template })(type);
  return type;
}

/** What the bindings do in an app that detects changes in this way: by signals, or with zones by whatever ran in them. */
export function angularSuite(name: string, changeDetection: () => EnvironmentProviders): void {
  const hasZone = 'Zone' in globalThis;
  let iadvize: IAdvizeCallbacks;
  let tag: FakeTag;
  let app: ApplicationRef;

  beforeEach(async () => {
    iadvize = installCallbacks();
    tag = createFakeTag();
    tag.load();
    app = await createApplication({ providers: [changeDetection()] });
  });

  afterEach(() => {
    app.destroy();
    iadvize.uninstall();
  });

  /** As Angular itself does it: in its zone, where there is one. */
  const tick = () => app.injector.get(NgZone).run(() => app.tick());

  function create(type: Type<unknown>) {
    const host = document.createElement('div');
    const made = createComponent(type, { environmentInjector: app.injector, hostElement: host });
    app.attachView(made.hostView);
    return { host, destroy: () => made.destroy() };
  }

  function mount(type: Type<unknown>) {
    const made = create(type);
    tick();
    return made;
  }

  const listens = (heard: (event: IAdvizeEvent) => void, replay?: boolean) =>
    component(
      class {
        constructor() {
          injectIAdvizeEvent('*', heard, { replay });
        }
      },
    );

  describe(`injectIAdvizeState, ${name}`, () => {
    const Chat = component(
      class {
        readonly chat = injectIAdvizeState((state) => state.chat);
      },
      '{{ chat() }}',
    );

    it('renders what happened before, and again on each change', async () => {
      tag.fire('onChatDisplayed');
      const { host } = create(Chat);
      await vi.waitFor(() => expect(host.textContent).toBe('displayed'));
      tag.fire('onChatStarted');
      await vi.waitFor(() => expect(host.textContent).toBe('conversation'));
    });

    it('tells only of changes of what was selected', () => {
      const told = vi.fn();
      mount(
        component(
          class {
            readonly id = injectIAdvizeState(({ id }) => id);
            readonly told = effect(() => void told(this.id()));
          },
        ),
      );
      tick();
      tag.fire('onChatDisplayed');
      tick();
      expect(told.mock.calls).toEqual([[undefined]]);
      tag.fire('onChatStarted');
      tick();
      expect(told.mock.calls).toEqual([[undefined], ['666']]);
    });

    it('is the whole state where nothing is selected, in a service, too', () => {
      const state = runInInjectionContext(app.injector, () => injectIAdvizeState());
      tag.fire('onChatStarted');
      expect(state().chat).toBe('hidden');
      tick();
      expect(state()).toMatchObject({ chat: 'conversation', id: '666' });
    });

    it('is the initial state until the first rendering, as a server rendered it, and then what has happened', async () => {
      tag.fire('onChatStarted');
      const rendered: string[] = [];
      mount(
        component(
          class {
            readonly state = injectIAdvizeState();
            get chat() {
              const { chat } = this.state();
              rendered.push(chat);
              return chat;
            }
          },
          '{{ chat }}',
        ),
      );
      expect(rendered[0]).toBe('hidden');
      await vi.waitFor(() => expect(rendered.at(-1)).toBe('conversation'));
    });

    it('follows nothing once its component is destroyed', () => {
      let chat: (() => string) | undefined;
      const { destroy } = mount(
        component(
          class {
            constructor() {
              chat = injectIAdvizeState((state) => state.chat);
            }
          },
        ),
      );
      destroy();
      tag.fire('onChatStarted');
      expect(chat?.()).toBe('hidden');
    });
  });

  describe(`injectIAdvizeEvent, ${name}`, () => {
    it('delivers each event once, until its component is destroyed', () => {
      const heard = vi.fn<(event: IAdvizeEvent) => void>();
      tag.fire('onChatDisplayed');
      const { destroy } = mount(listens(heard));
      tag.fire('onChatStarted');
      destroy();
      tag.fire('onChatEnded');
      expect(heard.mock.calls.map(([{ type }]) => type)).toEqual(['chatStarted']);
    });

    it('holds what fires before the first render until after it', () => {
      const heard = vi.fn<(event: IAdvizeEvent) => void>();
      create(listens(heard));
      tag.fire('onChatStarted');
      expect(heard).not.toHaveBeenCalled();
      tick();
      expect(heard.mock.calls.map(([{ type }]) => type)).toEqual(['chatStarted']);
    });

    it('replays what already fired, in its order, with what a listener makes the tag call', () => {
      const heard: [string, boolean][] = [];
      tag.fire('onChatDisplayed');
      mount(
        listens(({ type, replayed }) => {
          heard.push([type, replayed]);
          if (type === 'chatDisplayed') tag.fire('onChatStarted');
        }, true),
      );
      expect(heard).toEqual([
        ['chatDisplayed', true],
        ['chatStarted', false],
      ]);
    });

    it('goes on behind an event whose listener throws', async () => {
      const thrown = vi.fn();
      vi.stubGlobal('setTimeout', (run: () => void) => {
        try {
          run();
        } catch (error) {
          thrown(error);
        }
      });
      const heard: string[] = [];
      tag.fire('onChatDisplayed');
      tag.fire('onChatStarted');
      mount(
        listens(({ type }) => {
          heard.push(type);
          throw new Error(type);
        }, true),
      );
      vi.unstubAllGlobals();
      expect(heard).toEqual(['chatDisplayed', 'chatStarted']);
      expect(thrown.mock.calls.map(([error]) => String(error))).toEqual(['Error: chatDisplayed', 'Error: chatStarted']);
    });

    it('has what a listener sets rendered', async () => {
      const Count = component(
        class {
          readonly signalled = signal(0);
          seen = 0;
          constructor() {
            injectIAdvizeEvent('chatStarted', () => {
              this.seen += 1;
              if (!hasZone) this.signalled.set(this.seen);
            });
          }
        },
        hasZone ? '{{ seen }}' : '{{ signalled() }}',
      );
      const { host } = mount(Count);
      expect(host.textContent).toBe('0');
      tag.fire('onChatStarted');
      await vi.waitFor(() => expect(host.textContent).toBe('1'));
    });

    it('refuses what is wrong at once, and a call outside an injection context', () => {
      const inContext = (run: () => void) => () => runInInjectionContext(app.injector, run);
      // @ts-expect-error: there is no such event
      expect(inContext(() => injectIAdvizeEvent('chatBegan', () => {}))).toThrow(TypeError);
      // @ts-expect-error: this is no listener
      expect(inContext(() => injectIAdvizeEvent('chatStarted', 'log'))).toThrow(TypeError);
      expect(() => injectIAdvizeEvent('chatStarted', () => {})).toThrow('NG0203');
      expect(() => injectIAdvizeState()).toThrow('NG0203');
    });
  });
}
