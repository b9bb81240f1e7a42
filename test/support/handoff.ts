import { afterEach, beforeEach } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import type { FakeTag, FakeTagOptions } from '../../src/testing';
import { createHandoff } from '../../src/virtual-agent';
import type { Handoff } from '../../src/virtual-agent';

/** What the tag has on the window. */
export const page: Window & { iAdvize?: unknown; iAdvizeInterface?: unknown } = window;

/** What follows each external script of a page. */
export const scriptLoaded = () => document.documentElement.dispatchEvent(new Event('load'));

/** A new page for each test, with a handoff on it and a tag that has yet to load, left after it. */
export function useHandoff() {
  let iadvize: IAdvizeCallbacks;
  let handoff: Handoff;
  let tag: FakeTag;

  const open = (options?: FakeTagOptions) => {
    iadvize = installCallbacks();
    handoff = createHandoff(iadvize);
    tag = createFakeTag(options);
  };

  const leave = () => {
    iadvize.uninstall();
    delete page.iAdvize;
    delete page.iAdvizeInterface;
  };

  beforeEach(() => open());
  afterEach(leave);

  return {
    open,
    leave,
    get iadvize() {
      return iadvize;
    },
    get handoff() {
      return handoff;
    },
    get tag() {
      return tag;
    },
  };
}
