// @ts-check
import { createOutbox } from '../shared/outbox.js';

/** @typedef {import('../server/backend.mjs').Batch} Batch */
/** @typedef {import('../library.js').IAdvizeEvent} IAdvizeEvent */

/** How often the server is asked for what it has received while something is on its way to it, in milliseconds. */
const interval = 300;

/** How often it is asked in vain before that waits for the next event. */
const patience = 400;

/**
 * The shop's endpoint for the beacon, which is on the server: it tells what it received over HTTP.
 *
 * @param {(batch: Batch) => void} record
 * @param {(event: IAdvizeEvent) => boolean} isWaiting whether it has not arrived yet
 * @returns {import('./stand-in.js').StandIn & { address: string }}
 */
export function createCollector(record, isWaiting) {
  const page = crypto.randomUUID();
  const outbox = createOutbox('/collector');
  /** @type {Set<IAdvizeEvent>} */
  const onItsWay = new Set();
  let received = 0;
  let asking = false;

  function isExpecting() {
    for (const event of onItsWay) if (!isWaiting(event)) onItsWay.delete(event);
    return onItsWay.size > 0;
  }

  async function ask() {
    asking = true;
    for (let tries = 0; isExpecting() && tries < patience; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, interval));
      try {
        const response = await fetch(`/collected?page=${page}&after=${received}`);
        const batches = /** @type {Batch[]} */ (await response.json());
        if (batches.length) tries = 0;
        received += batches.length;
        batches.forEach(record);
      } catch {
        // Asked again.
      }
    }
    asking = false;
  }

  return {
    address: `/collect?page=${page}`,
    modes: ['works', 'throws'],
    set: (mode) => outbox.send({ id: page, event: mode === 'throws' ? 'fail' : 'answer' }),
    about(event) {
      onItsWay.add(event);
      if (!asking) void ask();
    },
    unread: () => 0,
  };
}
