// @ts-check

/**
 * Cobrowsing, from the operator's question to its end.
 *
 * @param {import('./conversation.js').Report} report
 */
export function createCobrowsing(report) {
  /** @type {'none' | 'requested' | 'running'} */
  let state = 'none';

  return {
    request() {
      if (state !== 'none') return;
      state = 'requested';
      report('onCobrowsingRequested');
    },

    /**
     * @param {boolean} accepted
     * @returns whether there was a question to answer
     */
    answer(accepted) {
      if (state !== 'requested') return false;
      state = accepted ? 'running' : 'none';
      report(accepted ? 'onCobrowsingAccepted' : 'onCobrowsingRefused');
      return true;
    },

    stop() {
      if (state === 'running') report('onCobrowsingStopped');
      state = 'none';
    },

    /** As on a fresh page. */
    reset() {
      state = 'none';
    },
  };
}
