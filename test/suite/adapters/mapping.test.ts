import { describe, expect, it } from 'vitest';
import { callbackNames } from '../../../src';
import type { CallbackName } from '../../../src';
import type { AdapterOptions } from '../../../src/adapters';
import { createTool, leavePage, usePage } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const shop = usePage();
const { iadvize } = shop;

/** What a tool is sent when the tag makes one call. */
function send(callback: CallbackName, argument: unknown, options?: AdapterOptions) {
  const { adapter, sent } = createTool({ events: 'all', ...options });
  iadvize.use(adapter);
  shop.tag.call(callback, argument);
  leavePage();
  const event = sent.at(-1);
  if (!event) throw new Error('Nothing was sent');
  return event;
}

const uuid = 'c2f3a0f4-5b0e-4c3a-9d4f-0c8a3f6f2b11';
const operator = { id: 456, externalId: 'jane' };

/** The table of the README: callback, what the tag passes, name, action, label, parameters. */
const table: [CallbackName, object | null, string, string, string | undefined, object][] = [
  ['onChatDisplayed', null, 'iadvize_chat_displayed', 'Chat Displayed', undefined, {}],
  ['onChatHidden', null, 'iadvize_chat_hidden', 'Chat Hidden', undefined, {}],
  ['onChatButtonDisplayed', null, 'iadvize_chat_button_displayed', 'Chat Button Displayed', undefined, {}],
  [
    'onStatusChanged',
    { offline: 0, busy: '1' },
    'iadvize_status_changed',
    'Status Changed',
    undefined,
    { status_offline: false, status_busy: true },
  ],
  [
    'onChatStarted',
    { id: 666, startedBy: 'visitor', conversationId: uuid, vuid: 'v' },
    'iadvize_chat_started',
    'Chat Start',
    'visitor',
    { chat_id: '666', conversation_id: uuid, started_by: 'visitor' },
  ],
  [
    'onChatEnded',
    { id: 666, endedBy: 'operator', vuid: 'v' },
    'iadvize_chat_ended',
    'Chat End',
    'operator',
    { chat_id: '666', conversation_id: '666', ended_by: 'operator' },
  ],
  [
    'onInvitationDisplayed',
    { id: 12 },
    'iadvize_invitation_displayed',
    'Invitation Displayed',
    undefined,
    { invitation_id: '12' },
  ],
  ['onCallButtonDisplayed', null, 'iadvize_call_button_displayed', 'Call Button Displayed', undefined, {}],
  [
    'onCallStatusChanged',
    { offline: 1 },
    'iadvize_call_status_changed',
    'Call Status Changed',
    undefined,
    { call_offline: true },
  ],
  ['onCallStarted', null, 'iadvize_call_started', 'Call Start', undefined, {}],
  ['onCallEnded', null, 'iadvize_call_ended', 'Call End', undefined, {}],
  ['onVideoButtonDisplayed', null, 'iadvize_video_button_displayed', 'Video Button Displayed', undefined, {}],
  [
    'onRuleStarted',
    { id: 107, label: 'Product pages' },
    'iadvize_rule_started',
    'Rule Start',
    'Product pages',
    { rule_id: '107', rule_label: 'Product pages' },
  ],
  [
    'onMessageReceived',
    { time: '11:24', msg: 'Hello', date: '2024-02-16T10:24:43.869Z', operator },
    'iadvize_message_received',
    'Message Received',
    undefined,
    {
      message_time: '11:24',
      message_date: '2024-02-16T10:24:43.869Z',
      operator_id: '456',
      operator_external_id: 'jane',
    },
  ],
  [
    'onMessageSent',
    { time: '11:25', msg: 'Hi' },
    'iadvize_message_sent',
    'Message Sent',
    undefined,
    { message_time: '11:25' },
  ],
  [
    'onAlertReceived',
    { time: '11:26', msg: 'Wait' },
    'iadvize_alert_received',
    'Alert Received',
    undefined,
    { alert_time: '11:26' },
  ],
  ['onOperatorWriting', null, 'iadvize_operator_writing', 'Operator Writing', undefined, {}],
  ['onOperatorStopWriting', null, 'iadvize_operator_stop_writing', 'Operator Stop Writing', undefined, {}],
  ['onVisitorWriting', null, 'iadvize_visitor_writing', 'Visitor Writing', undefined, {}],
  ['onVisitorStopWriting', null, 'iadvize_visitor_stop_writing', 'Visitor Stop Writing', undefined, {}],
  [
    'onOfferReceived',
    { name: 'Free delivery', url: 'https://shop.example/offers/1?for=me#top' },
    'iadvize_offer_received',
    'Offer Received',
    'Free delivery',
    { offer_name: 'Free delivery', offer_url: 'https://shop.example/offers/1' },
  ],
  [
    'onLinkReceived',
    { name: 'Care', url: 'https://jane:secret@shop.example/care?token=1', push: false },
    'iadvize_link_received',
    'Link Received',
    'Care',
    { link_name: 'Care', link_url: 'https://shop.example/care', link_push: false },
  ],
  [
    'onVisitorTransferred',
    { operatorId: 456, historyId: 789 },
    'iadvize_visitor_transferred',
    'Visitor Transferred',
    undefined,
    { operator_id: '456', history_id: '789' },
  ],
  ['onCobrowsingRequested', null, 'iadvize_cobrowsing_requested', 'Cobrowsing Requested', undefined, {}],
  ['onCobrowsingAccepted', null, 'iadvize_cobrowsing_accepted', 'Cobrowsing Accepted', undefined, {}],
  ['onCobrowsingRefused', null, 'iadvize_cobrowsing_refused', 'Cobrowsing Refused', undefined, {}],
  ['onCobrowsingStopped', null, 'iadvize_cobrowsing_stopped', 'Cobrowsing Stopped', undefined, {}],
  ['onSatisfactionDisplayed', null, 'iadvize_satisfaction_displayed', 'Satisfaction Displayed', undefined, {}],
  ['onSatisfactionAnswered', null, 'iadvize_satisfaction_answered', 'Satisfaction Answered', undefined, {}],
];

describe('an analytics event', () => {
  it.each(table)('for %s', (callback, argument, name, action, label, parameters) => {
    const { event, timestamp, ...rest } = send(callback, argument);
    const page = `${location.origin}${location.pathname}`;
    expect(rest).toEqual({ name, category: 'iAdvize', action, label, parameters, page, type: event.type });
    expect(event).toBe(iadvize.events[0]);
    expect(timestamp).toBe(event.timestamp);
  });

  it('is there for every callback', () => {
    expect(table.map(([callback]) => callback)).toEqual(callbackNames);
  });

  it('has the private fields that the site asks for', () => {
    const { parameters } = send('onChatStarted', { id: 1, vuid: 'v' }, { include: ['vuid'] });
    expect(parameters).toHaveProperty('vuid', 'v');
    expect(send('onMessageSent', { msg: 'Hi' }, { include: ['msg'] }).parameters).toEqual({ message_msg: 'Hi' });
    const url = 'https://shop.example/care?token=1';
    expect(send('onLinkReceived', { url }, { include: ['url'] }).parameters).toEqual({ link_url: url });
  });

  it.each([
    ['mailto:jane@shop.example', undefined],
    ['javascript:alert(1)', undefined],
    ['http://', undefined],
    ['//shop.example/care?a=1', '//shop.example/care'],
    ['/care;b?a=1', '/care;b'],
  ])('has of the address %s only %s', (url, expected) => {
    const { link_url: sent } = send('onLinkReceived', { url }).parameters;
    expect(sent).toBe(expected === undefined ? undefined : new URL(expected, location.href).href);
  });

  it('has the page where it happened, without what is private about it', () => {
    const before = location.href;
    const pages: unknown[] = [];
    const tools = [createTool(), createTool({ include: ['page'], parameters: ({ page }) => void pages.push(page) })];
    for (const { adapter } of tools) iadvize.use(adapter);
    history.replaceState(null, '', '/product?token=1#reviews');
    shop.tag.fire('onChatDisplayed');
    history.replaceState(null, '', '/cart');
    leavePage();
    const { origin } = location;
    expect(tools.map(({ sent }) => sent[0]?.page)).toEqual([`${origin}/product`, `${origin}/product?token=1#reviews`]);
    expect(pages).toEqual([`${origin}/product?token=1#reviews`]);
    history.replaceState(null, '', before);
  });

  it('is renamed by a table or a function', () => {
    expect(send('onChatStarted', {}, { rename: { chatStarted: 'chat_open' } }).name).toBe('chat_open');
    expect(send('onChatEnded', {}, { rename: { chatStarted: 'chat_open' } }).name).toBe('iadvize_chat_ended');
    expect(send('onChatEnded', {}, { rename: (name, type) => `${type}/${name}` }).name).toBe(
      'chatEnded/iadvize_chat_ended',
    );
  });

  it.each(['', 5])('keeps its name where the site’s function gives %j, which is none', (given) => {
    const rename = () => given as string;
    expect(send('onChatEnded', {}, { rename }).name).toBe('iadvize_chat_ended');
  });

  it('gets the site’s parameters', () => {
    expect(
      send('onCallEnded', null, { parameters: { shop: 'fr', on: true, n: 1, none: undefined } }).parameters,
    ).toEqual({ shop: 'fr', on: true, n: 1 });
    const parameters = ({ type }: { type: string }) => ({ type, rule_id: 'own' });
    expect(send('onRuleStarted', { id: 1 }, { parameters }).parameters).toEqual({
      type: 'ruleStarted',
      rule_id: 'own',
    });
  });

  it('asks the site’s function with the page’s own event', () => {
    const asked: unknown[] = [];
    iadvize.use(createTool({ parameters: (event) => void asked.push(event) }).adapter);
    shop.tag.call('onRuleStarted', { id: 1 });
    leavePage();
    expect(asked[0]).toBe(iadvize.events[0]);
  });

  it('goes all the same where the site’s functions throw', () => {
    const fail = () => {
      throw new Error('from the site');
    };
    const { name, parameters } = send('onRuleStarted', { id: 1 }, { rename: fail, parameters: fail });
    expect(name).toBe('iadvize_rule_started');
    expect(parameters).toEqual({ rule_id: '1' });
    expect(errors.take()).toHaveLength(2);
  });
});
