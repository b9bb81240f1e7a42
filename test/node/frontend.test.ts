import { createElement } from 'react';
import { renderToString as renderReact } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { createSSRApp, defineComponent, effectScope } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import * as react from '../../src/react';
import { createState, initialState } from '../../src/state';
import * as vue from '../../src/vue';
import { createWebSdk } from '../../src/web-sdk';

describe('on a server', () => {
  it('the state is the initial one', () => {
    const store = createState();
    const listener = vi.fn();
    store.subscribe(listener)();
    expect(listener.mock.calls).toEqual([[initialState]]);
    expect(store.getSnapshot()).toBe(initialState);
    store.stop();
  });

  it('React renders it', () => {
    const Page = () => {
      react.useIAdvizeEvent('*', () => {}, { replay: true });
      return `${react.useIAdvizeState().chat} ${react.useIAdvizeState(({ cobrowsing }) => cobrowsing)}`;
    };
    const complained = vi.spyOn(console, 'error');
    expect(renderReact(createElement(Page))).toBe('hidden null');
    expect(complained).not.toHaveBeenCalled();
  });

  it('Vue renders it', async () => {
    const Page = defineComponent(() => {
      vue.useIAdvizeEvent('*', () => {}, { replay: true });
      const state = vue.useIAdvizeState();
      return () => state.value.chat;
    });
    const complained = vi.spyOn(console, 'warn');
    expect(await renderVue(createSSRApp(Page))).toBe('hidden');
    expect(complained).not.toHaveBeenCalled();
  });

  it('a Vue scope outside a component has it', () => {
    expect(effectScope().run(() => vue.useIAdvizeState().value)).toBe(initialState);
  });

  it('the Web SDK is out of reach, which an unheeded call does not turn into a crash', async () => {
    const sdk = createWebSdk({ timeout: 1 });
    void sdk.navigate('/');
    sdk.on('tag:versionChange', () => {})();
    await expect(sdk.get('tag:version')).rejects.toMatchObject({ name: 'WebSdkError', reason: 'unreachable' });
  });
});
