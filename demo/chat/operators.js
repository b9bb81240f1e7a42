// @ts-check
import { pause } from '../shared/pause.js';

/** @typedef {import('../library.js').CallbackName} CallbackName */
/** @typedef {import('./chat-window.js').Operator} Operator */

/** @type {Record<'bot' | 'first' | 'second', Operator>} */
export const operators = {
  bot: { id: '1001', name: 'Skarv', role: 'Bot' },
  first: { id: '456', name: 'Inès', role: 'Trail guide' },
  second: { id: '512', name: 'Tomás', role: 'Race expert' },
};

/** How long the operator takes before and while writing, in milliseconds. */
const pauses = { thinking: 500, writing: 1100 };

/**
 * The operator on the other side of the chat, who does one thing after the other, at a person's speed.
 *
 * @param {import('./conversation.js').Report} report
 * @param {(operator: Operator) => void} show
 */
export function createOperator(report, show) {
  let current = operators.first;
  let writes = false;
  let interruption = new AbortController();
  /** What the operator has begun to do. */
  let line = Promise.resolve();

  return {
    get name() {
      return current.name;
    },

    /** Aborts when what is scripted is interrupted. */
    get signal() {
      return interruption.signal;
    },

    /** @param {Operator} next */
    become(next) {
      current = next;
      show(next);
    },

    /** Hands over to the other guide. */
    transfer() {
      this.become(current === operators.first ? operators.second : operators.first);
      report('onVisitorTransferred', { operatorId: current.id });
    },

    /** @param {(signal: AbortSignal) => Promise<void> | void} act */
    does(act) {
      const { signal } = interruption;
      line = line.then(() => (signal.aborted ? undefined : act(signal))).catch(() => undefined);
    },

    /** Thinks for a moment. @param {AbortSignal} signal */
    thinks: (signal) => pause(pauses.thinking, signal),

    /**
     * @param {string} msg
     * @param {AbortSignal} signal
     */
    async says(msg, signal) {
      await pause(pauses.thinking, signal);
      report('onOperatorWriting');
      await pause(pauses.writing, signal);
      report('onOperatorStopWriting');
      this.sends(msg);
    },

    /** Sends a message at once. @param {string} msg */
    sends: (msg) => report('onMessageReceived', { msg, operator: { id: current.id, externalId: null } }),

    /** Takes notice of a call of the tag, also of one in a conversation that is played. @param {CallbackName} callback */
    notices(callback) {
      if (callback === 'onOperatorWriting') writes = true;
      if (callback === 'onOperatorStopWriting') writes = false;
    },

    /** Stops what is scripted. */
    interrupt() {
      interruption.abort();
      interruption = new AbortController();
      line = Promise.resolve();
      if (writes) report('onOperatorStopWriting');
    },

    /** As on a fresh page. */
    reset() {
      writes = false;
      this.interrupt();
      this.become(operators.first);
    },
  };
}
