import { measureKept } from './snapshot';
import type { Visitor } from './visitor';

/** In bytes. */
export interface Heap {
  readonly whole: number;
  /** The part that the page's own code keeps: `measureKept`. */
  readonly kept: number;
}

/** Of a visitor's one page, once its history is at its shortest and all that can go is gone; Chromium's alone. */
export async function measureHeap(visitor: Visitor): Promise<Heap> {
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
    let snapshot = '';
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (snapshot += chunk));
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    return { whole: usedSize, kept: measureKept(snapshot) };
  } finally {
    await session.detach();
  }
}
