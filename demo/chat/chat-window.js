// @ts-check
import { cardOf } from './chat-card.js';
import { announce, byId, create, icon } from '../shared/element.js';

/** @typedef {{ id: string, name: string, role: string }} Operator */

/** What the tag draws on the page: its buttons, its invitation, its chatbox. It only draws; see `conversation.js`. */
export function createChatWindow() {
  const chat = byId('chat');
  const chatButton = byId('chat-button');
  const adviceButton = byId('advice-chat');
  const callButton = byId('call-button');
  const invitation = byId('invitation');
  const messages = byId('messages');
  const scroll = byId('chat-scroll');
  const writing = byId('writing');
  const survey = byId('survey', HTMLFormElement);
  const composer = byId('composer', HTMLFormElement);
  const message = byId('message', HTMLInputElement);
  const suggestions = byId('suggestions');
  const cobrowsing = byId('cobrowsing');
  const unread = byId('unread');

  /** @type {Operator} */
  let operator;
  let unreadCount = 0;
  /** @type {HTMLElement | undefined} */
  let request;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let callTimer;

  const toEnd = () => scroll.scrollTo({ top: scroll.scrollHeight });

  /** @param {number} count */
  function setUnread(count) {
    unreadCount = count;
    unread.hidden = !count;
    unread.textContent = String(count);
    unread.setAttribute('aria-label', `${count} unread`);
  }

  /**
   * @param {string} className
   * @param {(Node | string)[]} children
   */
  function add(className, ...children) {
    const item = create('div', className, ...children);
    messages.append(item);
    toEnd();
    return item;
  }

  /** @param {string} text */
  const notice = (text) => add('notice', text);

  /** Something of the operator's came in. */
  function arrived() {
    if (chat.hidden) setUnread(unreadCount + 1);
  }

  /**
   * @param {'link' | 'offer'} kind
   * @param {string} name
   * @param {string} url
   */
  function card(kind, name, url) {
    const label = create(
      'span',
      '',
      create('b', '', name),
      create('small', '', kind === 'offer' ? 'Offer' : 'Open on this page'),
    );
    const { origin, hash } = new URL(url);
    // Only the page's own places can be opened: there is no other shop behind this one.
    if (origin === location.origin) {
      const link = create('a', '', icon(kind), label);
      link.href = hash;
      add('card', link);
    } else add('card', create('div', 'card-body', icon(kind), label));
    arrived();
  }

  /** @param {boolean} running */
  function setRunning(running) {
    message.disabled = !running;
    composer.hidden = !running;
    suggestions.hidden = !running;
    byId('chat-end').hidden = !running;
  }

  function stopCobrowsing() {
    cobrowsing.hidden = true;
    byId('pointer').hidden = true;
    request?.remove();
    request = undefined;
  }

  const view = {
    /** @param {Operator} next */
    setOperator(next) {
      operator = next;
      byId('chat-operator').textContent = next.name;
      byId('chat-status').textContent = `${next.role} · online`;
      const avatar = byId('chat-avatar');
      avatar.textContent = next.name.charAt(0);
      avatar.dataset['operator'] = next.name.charAt(0);
    },

    isOpen: () => !chat.hidden,

    /** The button stays, with what has not been read. */
    reduce() {
      chat.hidden = true;
      chatButton.hidden = false;
      byId('chat-button-label').textContent = message.disabled ? 'Chat with us' : 'Back to the chat';
      chatButton.focus();
    },

    /** Whether it covers the page, as on a phone. */
    isSheet: () => matchMedia('(width < 600px)').matches,

    /** Puts the focus where the visitor goes on. */
    focus() {
      if (chat.hidden) chatButton.focus();
      else if (!survey.hidden) survey.querySelector('input')?.focus();
      else if (message.disabled) byId('chat-close').focus();
      // Not where that would open a keyboard over what there is to read.
      else (matchMedia('(pointer: coarse)').matches ? scroll : message).focus();
    },

    focusCall() {
      (callButton.hidden ? byId('call-end') : callButton).focus();
    },

    /** No chat yet. */
    resetChat() {
      for (const element of [chat, chatButton, adviceButton, invitation, survey, writing]) element.hidden = true;
      messages.replaceChildren();
      stopCobrowsing();
      setUnread(0);
      setRunning(false);
      byId('chat-button-label').textContent = 'Chat with us';
    },

    /** No call yet. */
    resetCall() {
      clearInterval(callTimer);
      callButton.hidden = true;
      byId('call').hidden = true;
    },

    /**
     * @param {readonly string[]} questions
     * @param {(question: string) => void} ask
     */
    suggest(questions, ask) {
      suggestions.replaceChildren(
        ...questions.map((question) => {
          const button = create('button', '', question);
          button.type = 'button';
          button.addEventListener('click', () => {
            button.remove();
            view.focus();
            ask(question);
          });
          return button;
        }),
      );
      toEnd();
    },

    /**
     * A bot's card or product offer.
     *
     * @param {import('./chat-card.js').Payload} payload
     */
    showCard(payload) {
      add('card bot-card', ...cardOf(payload));
      arrived();
    },

    dismissInvitation() {
      invitation.hidden = true;
      chatButton.focus();
    },

    /**
     * What each call of the tag looks like.
     *
     * @type {import('./tag.js').Shows}
     */
    shows: {
      onChatButtonDisplayed() {
        chatButton.hidden = !chat.hidden;
        adviceButton.hidden = false;
      },

      onCallButtonDisplayed() {
        callButton.hidden = false;
      },

      onInvitationDisplayed() {
        invitation.hidden = false;
        announce('Inès invites you to chat.');
      },

      onChatDisplayed() {
        chat.hidden = false;
        chatButton.hidden = true;
        invitation.hidden = true;
        setUnread(0);
        toEnd();
      },

      onChatStarted() {
        messages.replaceChildren();
        survey.hidden = true;
        setRunning(true);
        notice('Conversation started');
      },

      onMessageReceived({ msg }) {
        add('bubble', create('span', 'visually-hidden', `${operator.name}: `), msg);
        arrived();
      },

      onMessageSent({ msg }) {
        add('bubble sent', create('span', 'visually-hidden', 'You: '), msg);
      },

      onAlertReceived({ msg }) {
        add('alert', msg);
        arrived();
      },

      onOperatorWriting() {
        byId('writing-name').textContent = `${operator.name} is writing`;
        writing.hidden = false;
        toEnd();
      },

      onOperatorStopWriting() {
        writing.hidden = true;
      },

      onLinkReceived: ({ name, url }) => card('link', name, url),

      onOfferReceived: ({ name, url }) => card('offer', name, url),

      onVisitorTransferred() {
        notice(`You are now talking with ${operator.name}, ${operator.role.toLowerCase()}`);
      },

      onCobrowsingRequested() {
        const accept = create('button', 'primary', 'Accept');
        const refuse = create('button', 'plain', 'Refuse');
        accept.type = refuse.type = 'button';
        accept.dataset['answer'] = 'accept';
        refuse.dataset['answer'] = 'refuse';
        const label = create('span', '', create('b', '', `${operator.name} asks to see this page`));
        label.append(create('small', '', 'Only this shop, until you stop it'));
        request?.remove();
        request = add(
          'card',
          create('div', 'card-body', icon('eye'), label),
          create('div', 'card-buttons', accept, refuse),
        );
        arrived();
      },

      onCobrowsingAccepted() {
        request?.remove();
        notice(`${operator.name} can see this page`);
        byId('cobrowsing-text').textContent = `${operator.name} is looking at this page with you`;
        byId('pointer-name').textContent = operator.name;
        cobrowsing.hidden = false;
        byId('pointer').hidden = false;
      },

      onCobrowsingRefused() {
        request?.remove();
        notice('You keep this page to yourself');
      },

      onCobrowsingStopped() {
        stopCobrowsing();
        notice('This page is no longer shared');
      },

      onChatEnded() {
        writing.hidden = true;
        request?.remove();
        setRunning(false);
        notice('Conversation ended');
        byId('chat-status').textContent = 'The conversation has ended';
      },

      onSatisfactionDisplayed() {
        survey.reset();
        survey.hidden = false;
        toEnd();
      },

      onSatisfactionAnswered() {
        survey.hidden = true;
        notice('Thank you for your answer');
      },

      onChatHidden() {
        chat.hidden = true;
        chatButton.hidden = false;
        byId('chat-button-label').textContent = 'Chat with us';
      },

      onCallStarted() {
        callButton.hidden = true;
        byId('call').hidden = false;
        const began = Date.now();
        const tick = () => {
          const seconds = Math.floor((Date.now() - began) / 1000);
          byId('call-time').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
        };
        tick();
        callTimer = setInterval(tick, 1000);
      },

      onCallEnded() {
        clearInterval(callTimer);
        byId('call').hidden = true;
        callButton.hidden = false;
      },
    },
  };
  return view;
}

/** @typedef {ReturnType<typeof createChatWindow>} ChatWindow */
