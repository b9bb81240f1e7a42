// @ts-check
import { conversations } from '../library.js';
import { createBotConversation } from '../bot/bot-conversation.js';
import { pause } from '../shared/pause.js';
import { createCobrowsing } from './cobrowsing.js';
import { createOperator, operators } from './operators.js';
import { replyTo, suggestions } from './replies.js';

/** @typedef {import('./replies.js').Action} Action */
/** @typedef {import('./operators.js').Operator} Operator */
/** @typedef {(callback: import('../library.js').CallbackName, changes?: import('./tag.js').Argument) => void} Report */

/** How long after the last key the visitor counts as writing, in milliseconds. */
const stillWriting = 1500;

/**
 * What the visitor and the operators do, in words of the tag: every act is a call that it reports.
 *
 * @param {import('./tag.js').Tag} tag
 * @param {import('./chat-window.js').ChatWindow} view
 * @param {object} parts
 * @param {(playing: boolean) => void} parts.onPlaying
 * @param {import('../bot/desk.js').Desk} parts.desk
 * @param {() => string} parts.guides whether somebody is `'free'` to take over from the bot
 */
export function createConversation(tag, view, { onPlaying, desk, guides }) {
  /** @type {'none' | 'running' | 'ended' | 'answered'} */
  let stage = 'none';
  /** The conversation with the bot, until a person takes over. */
  /** @type {import('../bot/bot-conversation.js').BotConversation | undefined} */
  let bot;
  let count = 665;
  let ids = { id: '', conversationId: '' };
  let calling = false;
  let playing = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let visitorWrites;
  const operator = createOperator(report, view.setOperator);
  const cobrowsing = createCobrowsing(report);

  /** @type {Report} */
  function report(callback, changes) {
    if (callback === 'onChatStarted') stage = 'running';
    if (callback === 'onChatEnded') stage = 'ended';
    if (callback === 'onSatisfactionAnswered') stage = 'answered';
    if (callback === 'onChatHidden') stage = 'none';
    operator.notices(callback);
    tag.report(callback, changes);
  }

  /** Stops what is scripted: an operator's answers, a conversation being played. */
  function interrupt() {
    operator.interrupt();
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

  /** @param {string} hash */
  const onThisPage = (hash) => new URL(hash, location.href).href;

  /** @type {Record<Exclude<Action, 'end'> | 'alert', (signal: AbortSignal) => Promise<void> | void>} */
  const acts = {
    link: () => report('onLinkReceived', { name: 'Size guide', url: onThisPage('#size-guide'), push: false }),
    offer: () => report('onOfferReceived', { name: 'Free express delivery', url: onThisPage('#buy') }),
    alert: () => report('onAlertReceived', { msg: `${operator.name} will be back in a minute.` }),
    cobrowse: () => cobrowsing.request(),
    transfer(signal) {
      leaveBot();
      view.suggest(suggestions, send);
      operator.transfer();
      return operator.says(`Hello, ${operator.name} here. I have read along, so go ahead.`, signal);
    },
  };

  /**
   * @param {'visitor' | 'operator' | 'proactif'} startedBy
   * @param {Operator} first
   */
  function begin(startedBy, first) {
    leaveBot();
    desk.clear();
    operator.become(first);
    if (!view.isOpen()) report('onChatDisplayed');
    ids = { id: String(++count), conversationId: crypto.randomUUID() };
    report('onChatStarted', { ...ids, startedBy });
  }

  /** @param {'visitor' | 'operator' | 'proactif'} startedBy */
  function start(startedBy) {
    begin(startedBy, operators.first);
    view.suggest(suggestions, send);
    operator.does((signal) => operator.says('Hello, I am Inès. How can I help you?', signal));
  }

  function startWithBot() {
    begin('visitor', operators.bot);
    view.suggest([], send);
    bot = createBotConversation({ guides, onNews: hearBot, onLost: () => end('operator') });
  }

  function leaveBot() {
    bot?.leave();
    bot = undefined;
  }

  /** @type {Parameters<typeof createBotConversation>[0]['onNews']} */
  function hearBot(chatbox, fresh) {
    for (const { from, payload, quickReplies } of fresh) {
      if (from !== 'bot') continue;
      if (payload.contentType === 'text') operator.sends(payload.value);
      else view.showCard(payload);
      view.suggest(
        quickReplies.map(({ value }) => value),
        send,
      );
    }
    desk.follow(chatbox);
    if (chatbox.state === 'transferred') operator.does(acts.transfer);
    if (chatbox.state === 'closed') end('operator');
  }

  function stopWriting() {
    if (visitorWrites === undefined) return;
    clearTimeout(visitorWrites);
    visitorWrites = undefined;
    report('onVisitorStopWriting');
  }

  /** @param {'visitor' | 'operator'} endedBy */
  function end(endedBy) {
    if (stage !== 'running') return;
    interrupt();
    leaveBot();
    stopWriting();
    cobrowsing.stop();
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
    operator.does(async (signal) => {
      await operator.says(text, signal);
      if (!then) return;
      await operator.thinks(signal);
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
      visitorWrites = setTimeout(stopWriting, stillWriting);
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
      if (!cobrowsing.answer(accepted)) return;
      view.focus();
      if (accepted) this.uncover();
      operator.does((signal) =>
        operator.says(
          accepted ? 'I see your page. Look at the heel: that is the new counter.' : 'No problem at all.',
          signal,
        ),
      );
    },

    stopCobrowsing: cobrowsing.stop,

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
      operator.does(acts[action]);
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
      operator.reset();
      setPlaying(false);
      leaveBot();
      desk.clear();
      clearTimeout(visitorWrites);
      visitorWrites = undefined;
      stage = 'none';
      cobrowsing.reset();
      view.resetChat();
      view.suggest([], send);
    },

    /** Plays a whole conversation. */
    async play() {
      this.forget();
      setPlaying(true);
      const { signal } = operator;
      try {
        for (const { callback, after = 0, ...rest } of /** @type {readonly import('../library.js').Step[]} */ (
          conversations.chat
        )) {
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
