export { all, atLeastOne } from './bot';
export type { Availability, Bot, BotCall, BotConversation, RoutingRule, Scenario } from './bot';
export { createBotConnector } from './connector';
export type { BotConnectorOptions } from './connector';
export type { ProactiveReply, ProactiveSender } from './late';
export { createBotMemory } from './memory';
export type { BotMemory } from '../stores/bot-memory';
export type { VisitorMessage } from './message';
export { card, cards, close, file, offer, offers, pause, text, transfer } from './replies';
export type { CardContent, Link, MessageOptions, OfferContent, TransferOptions } from './replies';
export type {
  AwaitReply,
  CardPayload,
  CardsPayload,
  CloseReply,
  Duration,
  FilePayload,
  Image,
  LinkAction,
  MessageReply,
  OfferPayload,
  OffersPayload,
  Payload,
  QuickReply,
  Replies,
  Reply,
  TextPayload,
  TransferReply,
} from './wire';
