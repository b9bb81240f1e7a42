// Runs in the playground's frame, behind the visitor's page: the stand-in for the tag, and what tells the site around it.
import { conversations, createFakeTag } from '../../../dist/testing/index.js';

const { era, reads } = document.currentScript.dataset;
const tell = (message) => parent.postMessage(message, '*');

const tag = createFakeTag({ era, reads });
tag.load();

// Whether the library is on the page, and where, is the visitor's.
(window.iAdvizeEvents = window.iAdvizeEvents || []).push((iadvize) =>
  iadvize.on('*', ({ type, detail }) => tell({ kind: 'event', type, text: JSON.stringify(detail) ?? '' }), {
    replay: true,
  }),
);

async function play() {
  for (const step of conversations.chat) {
    await tag.play([step], { pace: 0.25 });
    tell({ kind: 'call', type: step.callback, text: '' });
  }
  tell({ kind: 'end', type: '', text: '' });
}
void play();
