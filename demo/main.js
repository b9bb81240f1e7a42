// @ts-check
import { createAnalytics } from './analytics/analytics.js';
import { createChatWindow } from './chat/chat-window.js';
import { createConversation } from './chat/conversation.js';
import { createDesk } from './bot/desk.js';
import { byId } from './shared/element.js';
import { createPlatform } from './chat/platform.js';
import { connectShop } from './shop/shop.js';
import { connectSwitches, guides, showView, tagOptions } from './panel/switches.js';
import { createTag } from './chat/tag.js';
import { createTeams } from './panel/teams.js';
import { createTimeline } from './panel/timeline.js';
import { createTranscript } from './shop/transcript.js';

const playButton = byId('play');
const chat = byId('chat');
const view = createChatWindow();
const tag = createTag(view.shows, createPlatform());
/** @param {boolean} playing */
function onPlaying(playing) {
  document.body.toggleAttribute('data-playing', playing);
  playButton.setAttribute('aria-pressed', String(playing));
  playButton.textContent = playing ? 'Stop playing' : 'Play a conversation';
}
const conversation = createConversation(tag, view, { onPlaying, desk: createDesk(), guides });

function load() {
  conversation.forget();
  tag.load(tagOptions());
  conversation.begin();
}

function play() {
  showView('shop');
  timeline.mark('Playing conversations.chat');
  void conversation.play();
}

/**
 * @param {string} id
 * @param {() => void} act
 */
const onClick = (id, act) => byId(id).addEventListener('click', act);

connectShop();
load();

// The panel comes after the tag's first calls, as frontends do, and misses none of them.
const timeline = createTimeline();
createTeams(timeline, play);
const analytics = createAnalytics(timeline);
createTranscript();
connectSwitches(() => {
  const { era, reads } = tagOptions();
  timeline.mark(`Fresh tag of ${era === '2020' ? '2020+' : era}, ${reads} reading`);
  load();
  analytics.tagLoaded();
});

onClick('chat-button', () => conversation.open());
onClick('advice-chat', () => conversation.open());
onClick('advice-bot', () => conversation.askBot());
onClick('chat-reduce', () => conversation.reduce());
onClick('chat-close', () => conversation.close());
onClick('chat-end', () => conversation.end('visitor'));
onClick('invitation-accept', () => conversation.acceptInvitation());
onClick('invitation-dismiss', () => view.dismissInvitation());
onClick('invitation-later', () => view.dismissInvitation());
onClick('cobrowsing-stop', () => conversation.stopCobrowsing());
onClick('call-button', () => conversation.toggleCall());
onClick('call-end', () => conversation.toggleCall());

chat.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') conversation.reduce();
});
byId('messages').addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('a')) conversation.uncover();
  const answer = target instanceof HTMLElement && target.dataset['answer'];
  if (answer) conversation.answerCobrowsing(answer === 'accept');
});
byId('message').addEventListener('input', () => conversation.write());
byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const message = byId('message', HTMLInputElement);
  const text = message.value.trim();
  message.value = '';
  if (text) conversation.send(text);
});
byId('survey').addEventListener('submit', (event) => {
  event.preventDefault();
  conversation.answerSurvey();
});

byId('operator-actions').addEventListener('click', ({ target }) => {
  const action = target instanceof HTMLElement && target.dataset['action'];
  if (!action) return;
  showView('shop');
  if (action === 'invite') conversation.invite();
  else if (action === 'end') conversation.end('operator');
  else conversation.operatorAct(/** @type {Parameters<typeof conversation.operatorAct>[0]} */ (action));
});
onClick('play', () => {
  if (playButton.getAttribute('aria-pressed') === 'true') conversation.interrupt();
  else play();
});
