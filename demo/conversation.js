// @ts-check
import { conversations } from '../dist/testing/index.js';
import { createBotChat } from './bot-chat.js';
import { pause } from './pause.js';
import { replyTo, suggestions } from './replies.js';

/** @typedef {import('./chat-window.js').Operator} Operator */
/** @typedef {import('./replies.js').Action} Action */

/** @type {Record<'bot' | 'first' | 'second', Operator>} */
const operators = {
  bot: { id: '1001', name: 'Skarv', role: 'Bot' },
  first: { id: '456', name: 'Inès', role: 'Trail guide' },
  second: { id: '512', name: 'Tomás', role: 'Race expert' },
};

/** In milliseconds. */
const pauses = { thinking: 500, writing: 1100, stillWriting: 1500 };

/**
 * What the visitor and the operators do, in words of the tag: every act is a call that it reports.
 *
 * @param {import('./tag.js').Tag} tag
 * @param {import('./chat-window.js').ChatWindow} view
 * @param {object} parts
 * @param {(playing: boolean) => void} parts.onPlaying
 * @param {import('./desk.js').Desk} parts.desk
 * @param {() => string} parts.guides whether somebody is `'free'` to take over from the bot
 */
export function createConversation(tag, view, { onPlaying, desk, guides }) {
  /** @type {'none' | 'running' | 'ended' | 'answered'} */
  let stage = 'none';
  let operator = operators.first;
  /** The chat with the bot, until a person takes over. @type {import('./bot-chat.js').BotChat | undefined} */
  let bot;
  let count = 665;
  let ids = { id: '', conversationId: '' };
  let calling = false;
  /** @type {'none' | 'requested' | 'running'} */
  let cobrowsing = 'none';
  let operatorWrites = false;
  let playing = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let visitorWrites;
  let interruption = new AbortController();
  /** What the operator has begun to do, one thing after the other. */
  let operatorDoes = Promise.resolve();

  /** Stops what is scripted: an operator's answers, a conversation being played. */
  function interrupt() {
    interruption.abort();
    interruption = new AbortController();
    operatorDoes = Promise.resolve();
    if (operatorWrites) report('onOperatorStopWriting');
    setPlaying(false);
  }

  /** @param {boolean} now */
  function setPlaying(now) {
    playing = now;
    onPlaying(now);
  }

  /** Somebody acts in a conversation that is being played: it goes on as theirs. */
  function takeOver() {
    if (playing) interrupt();
  }

  /**
   * @param {import('./tag.js').CallbackName} callback
   * @param {import('./tag.js').Argument} [changes]
   */
  function report(callback, changes) {
    if (callback === 'onChatStarted') stage = 'running';
    if (callback === 'onChatEnded') stage = 'ended';
    if (callback === 'onSatisfactionAnswered') stage = 'answered';
    if (callback === 'onChatHidden') stage = 'none';
    if (callback === 'onOperatorWriting') operatorWrites = true;
    if (callback === 'onOperatorStopWriting') operatorWrites = false;
    tag.report(callback, changes);
  }

  /** @param {Operator} next */
  function setOperator(next) {
    operator = next;
    view.setOperator(next);
  }

  /** @param {(signal: AbortSignal) => Promise<void> | void} act */
  function operatorActs(act) {
    const { signal } = interruption;
    operatorDoes = operatorDoes.then(() => (signal.aborted ? undefined : act(signal))).catch(() => undefined);
  }

  /**
   * @param {string} msg
   * @param {AbortSignal} signal
   */
  async function say(msg, signal) {
    await pause(pauses.thinking, signal);
    report('onOperatorWriting');
    await pause(pauses.writing, signal);
    report('onOperatorStopWriting');
    report('onMessageReceived', { msg, operator: { id: operator.id, externalId: null } });
  }

  /** @param {string} hash */
  const onThisPage = (hash) => new URL(hash, location.href).href;

  /** @type {Record<Exclude<Action, 'end'> | 'alert', (signal: AbortSignal) => Promise<void> | void>} */
  const acts = {
    link: () => report('onLinkReceived', { name: 'Size guide', url: onThisPage('#size-guide'), push: false }),
    offer: () => report('onOfferReceived', { name: 'Free express delivery', url: onThisPage('#buy') }),
    alert: () => report('onAlertReceived', { msg: `${operator.name} will be back in a minute.` }),
    cobrowse() {
      if (cobrowsing !== 'none') return;
      cobrowsing = 'requested';
      report('onCobrowsingRequested');
    },
    transfer(signal) {
      leaveBot();
      view.suggest(suggestions, send);
      setOperator(operator === operators.first ? operators.second : operators.first);
      report('onVisitorTransferred', { operatorId: operator.id });
      return say(`Hello, ${operator.name} here. I have read along, so go ahead.`, signal);
    },
  };

  /**
   * @param {'visitor' | 'operator' | 'proactif'} startedBy
   * @param {Operator} first
   */
  function begin(startedBy, first) {
    leaveBot();
    desk.clear();
    setOperator(first);
    if (!view.isOpen()) report('onChatDisplayed');
    ids = { id: String(++count), conversationId: crypto.randomUUID() };
    report('onChatStarted', { ...ids, startedBy });
  }

  /** @param {'visitor' | 'operator' | 'proactif'} startedBy */
  function start(startedBy) {
    begin(startedBy, operators.first);
    view.suggest(suggestions, send);
    operatorActs((signal) => say('Hello, I am Inès. How can I help you?', signal));
  }

  function startWithBot() {
    begin('visitor', operators.bot);
    view.suggest([], send);
    bot = createBotChat({ guides, onNews: hearBot, onLost: () => end('operator') });
  }

  function leaveBot() {
    bot?.leave();
    bot = undefined;
  }

  /** @type {Parameters<typeof createBotChat>[0]['onNews']} */
  function hearBot(conversation, fresh) {
    for (const { from, payload, quickReplies } of fresh) {
      if (from !== 'bot') continue;
      if (payload.contentType === 'text') {
        report('onMessageReceived', { msg: payload.value, operator: { id: operator.id, externalId: null } });
      } else view.showCard(payload);
      view.suggest(
        quickReplies.map(({ value }) => value),
        send,
      );
    }
    desk.follow(conversation);
    if (conversation.state === 'transferred') operatorActs(acts.transfer);
    if (conversation.state === 'closed') end('operator');
  }

  function stopWriting() {
    if (visitorWrites === undefined) return;
    clearTimeout(visitorWrites);
    visitorWrites = undefined;
    report('onVisitorStopWriting');
  }

  function stopCobrowsing() {
    if (cobrowsing === 'running') report('onCobrowsingStopped');
    cobrowsing = 'none';
  }

  /** @param {'visitor' | 'operator'} endedBy */
  function end(endedBy) {
    if (stage !== 'running') return;
    interrupt();
    leaveBot();
    stopWriting();
    stopCobrowsing();
    report('onChatEnded', { ...ids, endedBy });
    report('onSatisfactionDisplayed');
    if (endedBy === 'visitor') view.focus();
  }

  /** @param {string} msg */
  function send(msg) {
    if (stage !== 'running') return;
    takeOver();
    stopWriting();
    report('onMessageSent', { msg });
    if (bot) {
      view.suggest([], send);
      bot.write(msg);
      return;
    }
    const { text, then } = replyTo(msg);
    operatorActs(async (signal) => {
      await say(text, signal);
      if (!then) return;
      await pause(pauses.thinking, signal);
      if (then === 'end') end('operator');
      else await acts[then](signal);
    });
  }

  return {
    send,
    end,

    /** The visitor clicks the tag's button. */
    open() {
      if (stage === 'none') {
        interrupt();
        start('visitor');
      } else if (!view.isOpen()) report('onChatDisplayed');
      view.focus();
    },

    /** The visitor asks for the bot: in a conversation of its own, unless one is running. */
    askBot() {
      if (stage !== 'running') {
        interrupt();
        startWithBot();
      } else if (!view.isOpen()) report('onChatDisplayed');
      view.focus();
    },

    reduce() {
      if (!view.isOpen()) return;
      // The documentation: "shown, opened or reduced".
      report('onChatDisplayed');
      view.reduce();
    },

    /** Where the chat covers the page, makes room for what the visitor is shown there. */
    uncover() {
      if (view.isSheet()) this.reduce();
    },

    /** Ends a conversation that is running; closes the window of one that has ended. */
    close() {
      if (stage === 'running') {
        end('visitor');
        return;
      }
      interrupt();
      report('onChatHidden');
      report('onChatButtonDisplayed');
      view.focus();
    },

    write() {
      if (stage !== 'running') return;
      takeOver();
      if (visitorWrites === undefined) report('onVisitorWriting');
      clearTimeout(visitorWrites);
      visitorWrites = setTimeout(stopWriting, pauses.stillWriting);
    },

    answerSurvey() {
      report('onSatisfactionAnswered');
      view.focus();
    },

    invite() {
      if (stage === 'running') return;
      if (stage !== 'none') this.close();
      interrupt();
      report('onRuleStarted', { label: 'Hesitates on a product page' });
      report('onInvitationDisplayed');
    },

    acceptInvitation() {
      start('proactif');
      view.focus();
    },

    /** @param {boolean} accepted */
    answerCobrowsing(accepted) {
      if (cobrowsing !== 'requested') return;
      cobrowsing = accepted ? 'running' : 'none';
      report(accepted ? 'onCobrowsingAccepted' : 'onCobrowsingRefused');
      view.focus();
      if (accepted) this.uncover();
      operatorActs((signal) =>
        say(accepted ? 'I see your page. Look at the heel: that is the new counter.' : 'No problem at all.', signal),
      );
    },

    stopCobrowsing,

    toggleCall() {
      calling = !calling;
      report(calling ? 'onCallStarted' : 'onCallEnded');
      view.focusCall();
    },

    /**
     * The operator does something of their own accord, and starts a conversation for it where there is none.
     *
     * @param {keyof typeof acts} action
     */
    operatorAct(action) {
      takeOver();
      if (stage !== 'running') {
        interrupt();
        start('operator');
      }
      operatorActs(acts[action]);
    },

    /** As on a fresh page: the tag says who is there, and shows its buttons. */
    begin() {
      this.forget();
      calling = false;
      view.resetCall();
      report('onStatusChanged');
      report('onCallStatusChanged');
      report('onChatButtonDisplayed');
      report('onCallButtonDisplayed');
    },

    /** Forgets the chat without a word, as when the page is left. */
    forget() {
      operatorWrites = false;
      interrupt();
      leaveBot();
      desk.clear();
      clearTimeout(visitorWrites);
      visitorWrites = undefined;
      stage = 'none';
      cobrowsing = 'none';
      setOperator(operators.first);
      view.resetChat();
      view.suggest([], send);
    },

    /** Plays a whole conversation. */
    async play() {
      this.forget();
      setPlaying(true);
      const { signal } = interruption;
      try {
        for (const {
          callback,
          after = 0,
          ...rest
        } of /** @type {readonly import('../dist/testing/index.js').Step[]} */ (conversations.chat)) {
          await pause(after * 2, signal);
          report(callback, rest.argument);
        }
      } catch {
        // Interrupted: the visitor goes on from here.
        return;
      }
      setPlaying(false);
    },

    interrupt,
  };
}

/** @typedef {ReturnType<typeof createConversation>} Conversation */
