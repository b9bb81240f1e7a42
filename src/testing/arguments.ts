import type { CallbackName } from '../core/callbacks';

/** Which tag: that of the documentation of 2016, or that of its editions since 2020. */
export type Era = '2016' | '2020';

const uuid = 'c2f3a0f4-5b0e-4c3a-9d4f-0c8a3f6f2b11';
const vuid = '0a1572b7cc5027fe443f4203eaf0b98d4cbea6d313afa';

/** The callbacks that a tag of the era does not have. */
export const missingCallbacks: Readonly<Record<Era, readonly CallbackName[]>> = { 2016: ['onChatHidden'], 2020: [] };

/** What the tag passes to each callback that it passes something to, typically, by edition of its documentation. */
export const typicalArguments: Readonly<Record<Era, Partial<Record<CallbackName, object>>>> = {
  2016: {
    onStatusChanged: { offline: 0, busy: 0 },
    onChatStarted: { id: 666, startedBy: 'visitor' },
    onChatEnded: { id: 666, endedBy: 'operator' },
    onInvitationDisplayed: { id: 12 },
    onCallStatusChanged: { offline: 0 },
    onRuleStarted: { id: 107, label: 'Product pages' },
    onMessageReceived: { time: '11:24', msg: 'Hello, how can I help you?' },
    onMessageSent: { time: '11:25', msg: 'Is this shoe waterproof?' },
    onAlertReceived: { time: '11:26', msg: 'The agent will be back in a minute.' },
    onOfferReceived: { name: 'Free delivery', url: 'https://shop.example/offers/1' },
    onLinkReceived: { name: 'Care guide', url: 'https://shop.example/care', push: false },
    onVisitorTransferred: { operatorId: 456, historyId: 789 },
  },
  2020: {
    onStatusChanged: { offline: 0, busy: 0 },
    onChatStarted: { id: '666', conversationId: uuid, vuid },
    onChatEnded: { id: '666', conversationId: uuid, vuid },
    onInvitationDisplayed: { id: '12' },
    onCallStatusChanged: { offline: 0 },
    onRuleStarted: { id: '107', label: 'Product pages' },
    onMessageReceived: {
      time: '11:24',
      msg: 'Hello, how can I help you?',
      date: '2024-02-16T10:24:43.869Z',
      operator: { id: '456', externalId: null },
    },
    onMessageSent: { time: '11:25', msg: 'Is this shoe waterproof?' },
    onAlertReceived: { time: '11:26', msg: 'The agent will be back in a minute.' },
    onOfferReceived: { name: 'Free delivery', url: 'https://shop.example/offers/1' },
    onLinkReceived: { name: 'Care guide', url: 'https://shop.example/care', push: false },
    onVisitorTransferred: { operatorId: '456', historyId: '789' },
  },
};
