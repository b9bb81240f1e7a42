import type { Visitor } from './visitor';

/** Of a visitor's one page, in bytes, once its history is at its shortest and all that can go is gone; Chromium's alone. */
export async function measureHeap(visitor: Visitor): Promise<number> {
  const [tab] = visitor.tabs;
  if (!tab) throw new Error('No page to measure');
  await visitor.trim();
  const session = await tab.page.createCDPSession();
  try {
    // What the console shows, it keeps.
    await session.send('Runtime.enable');
    await session.send('Runtime.discardConsoleEntries');
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  } finally {
    await session.detach();
  }
}
