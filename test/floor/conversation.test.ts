import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openInChromium80 } from '../support/chromium-80';
import { useShopServer } from '../support/shop-server';

const server = useShopServer();
let snippet: string;
let close = async () => {};

beforeAll(() => {
  snippet = readFileSync('dist/snippet.js', 'utf8');
});

afterEach(() => close());

/** What a page tells of the conversation that it played. */
interface Report {
  readonly browser: string;
  readonly heard: string[];
  readonly ran: string[];
  readonly sent: string[];
  readonly beforeConsent: number;
  readonly vaSCI: unknown;
  readonly errors: string[];
}

/** Plays a conversation in the page, whose own code knows nothing that Chromium 80 does not. */
const play = `
  window.errors = [];
  addEventListener('error', function (event) { errors.push(event.message); });
  addEventListener('unhandledrejection', function (event) { errors.push(String(event.reason)); });
  window.ran = [];
  window.heard = [];
  window.sent = [];
  window.gtag = function (command, name, parameters) { sent.push(name + ' ' + parameters.page_location); };
  var answer = { eventStatus: 'cmpuishown', gdprApplies: true, listenerId: 1, purpose: { consents: {} } };
  var ask = function () {};
  window.__tcfapi = function (command, version, callback) {
    if (command !== 'addEventListener') return;
    ask = callback;
    callback(answer, true);
  };
  var iAdvizeCallbacks = { onChatStarted: function () { ran.push('shop'); } };
  (window.iAdvizeEvents = window.iAdvizeEvents || []).push(function (iadvize) {
    iadvize.on('*', function (event) { heard.push(event.type); }, { replay: true });
    var load = iadvize.createHandoff ? Promise.resolve(iadvize) : iadvize.load('virtual-agent');
    load.then(function (parts) {
      parts.createHandoff(iadvize).handOff('bot-7');
      fire('onChatStarted', { id: 666 });
      fire('onMessageReceived', { msg: 'Hello', time: '10:00' });
      fire('onChatEnded', { id: 666 });
      setTimeout(function () {
        var beforeConsent = sent.length;
        answer = Object.assign({}, answer, {
          eventStatus: 'useractioncomplete',
          purpose: { consents: { 1: true, 8: true, 9: true } },
        });
        ask(answer, true);
        var begun = Date.now();
        (function wait() {
          if (sent.length < 4 && Date.now() - begun < 20000) return setTimeout(wait, 50);
          var report = {
            browser: navigator.userAgent, heard: heard, ran: ran, sent: sent, beforeConsent: beforeConsent,
            vaSCI: window.iAdvize.vaSCI, errors: errors,
          };
          fetch('/events', { method: 'POST', body: JSON.stringify({ events: [report] }) });
        })();
      }, 1000);
    });
  });
`;

describe.each(['iadvize-callbacks.global.js', 'iadvize-callbacks.all.global.js'])('in Chromium 80, %s', (file) => {
  it.each(['live', 'reference', 'snapshot'])('carries a conversation of a tag that reads %s', async (reads) => {
    const address = server.show({
      head: `<script>${snippet}</script><script>${play}</script>
        <script src="/tag.js" data-reads="${reads}"></script>
        <script>
          window.iAdvizeCallbacks = Object.assign({}, window.iAdvizeCallbacks, { onChatEnded: function () { ran.push('crm'); } });
          fire('onStatusChanged', { offline: 0, busy: 0 });
        </script>
        <script async src="/dist/${file}" data-adapters="ga4" data-consent="tcf"></script>`,
      search: '?q=private',
    });
    close = openInChromium80(address);
    await expect.poll(() => server.received).toHaveLength(1);
    const [report] = server.received as unknown as Report[];
    const page = address.split('?')[0];
    expect(report?.browser).toContain('Chrome/80.');
    expect(report).toMatchObject({
      heard: ['statusChanged', 'chatStarted', 'messageReceived', 'chatEnded'],
      ran: ['shop', 'crm'],
      beforeConsent: 0,
      vaSCI: 'bot-7',
      errors: [],
    });
    expect(report?.sent).toEqual(
      ['status_changed', 'chat_started', 'message_received', 'chat_ended'].map((name) => `iadvize_${name} ${page}`),
    );
  });
});
