// @ts-check

/**
 * Sends one thing after the other, in the order they happened.
 *
 * @param {string} address
 */
export function createOutbox(address) {
  /** @type {Promise<unknown>} */
  let sent = Promise.resolve();
  return {
    /** @param {object} body */
    send(body) {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
      sent = sent.then(() => fetch(address, init)).catch(() => undefined);
    },

    /** Resolves once all of it has arrived. */
    sent: () => sent,
  };
}
