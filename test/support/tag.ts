import { afterEach, beforeEach } from 'vitest';
import { installCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';

/** The library, installed anew for each test, and a tag that has loaded. */
export function useTag() {
  const iadvize = installCallbacks();
  const tag = createFakeTag();
  beforeEach(() => {
    installCallbacks();
    tag.load();
  });
  afterEach(() => iadvize.uninstall());
  return { iadvize, tag };
}
