export { createClient } from './rest/client';
export type { CallOptions, Client, ClientOptions, LiveSettings, OdigoCall, OdigoPickUp } from './rest/client';
export type { DeliveryState, DeliveryStore } from './stores/deliveries';
export { createMemoryRateLimiter, createMemoryStore, createMemoryTickets } from './stores/memory';
export type { RateLimit, RateLimiter, RateLimitReached } from './stores/rate-limiter';
export { isStoreFullError, StoreFullError } from './stores/store-full';
export type { UseTicket } from './stores/tickets';
export { createBeaconReceiver } from './receivers/beacon';
export type { BeaconBatch, BeaconHandler, BeaconReceiverOptions } from './receivers/beacon';
export type { CollectedEvent } from './receivers/beacon-event';
export { IAdvizeApiError } from './error';
export type { ApiErrorCode, ApiErrorDetails } from './error';
export { IAdvizeError, isIAdvizeError } from '../shared/error';
export type { IAdvizeErrorCode, IAdvizeErrorDetails } from '../shared/error';
export { createHistoryEndpoint } from './history/history-endpoint';
export type { HistoryAnswer, HistoryEndpointOptions, HistoryFailure, HistoryRefusal } from './history/history-endpoint';
export { createAvailabilityEndpoint } from './graphql/availability-endpoint';
export type { AvailabilityEndpointOptions } from './graphql/availability-endpoint';
export type { GraphQLSource, HistorySource, RestSource } from './history/sources';
export { indicators } from './rest/indicators';
export type { Indicator } from './rest/indicators';
export type { Id, Instant } from './rest/kinds';
export type { List, ListOptions, Page } from './rest/list';
export type { Platform } from './rest/platform';
export { createPushReceiver } from './receivers/push';
export type { PushEvent, PushEventName, PushHandlers, PushReceiverOptions } from './receivers/push';
export type { RateLimitOptions } from './history/rate-limit';
export type { HandlerContext } from './receivers/handle-once';
export type { Receiver, ReceiverOptions } from './receivers/receiver';
export type { ResourceFilters, ResourceInput, ResourceName, ResourceRecord, Verb } from './rest/resources';
export { signOnUrl } from './sign-on';
export type { SignOnOptions } from './sign-on';
export type { IndicatorValues, StatisticFilters, StatisticRow } from './rest/statistics';
export { issueTicket, ticketAuthorize } from './history/tickets';
export type { Authorize, TicketAuthorizeOptions, TicketOptions } from './history/tickets';
export type { RequestOptions, TransportOptions } from './rest/transport';
export { createWebhookReceiver } from './receivers/webhook';
export { createGraphQLClient } from './graphql/client';
export type {
  ChatbotMessage,
  GraphQLCallOptions,
  GraphQLClient,
  GraphQLClientOptions,
  GraphQLQueryOptions,
  RoutingChannel,
} from './graphql/client';
export type { ClosedConversationFilters, ClosedConversationOptions } from './graphql/closed-conversations';
export type { GraphQLConversation, GraphQLConversationSummary } from './graphql/conversation';
export type { GraphQLDocument, PrintDocument } from './graphql/document';
export type { MessageNames } from './graphql/names';
export type { GraphQLTransportOptions } from './graphql/transport';
export type {
  OtherWebhookEvent,
  SatisfactionAnswer,
  WebhookEvent,
  WebhookEventName,
  WebhookHandlers,
  WebhookReceiverOptions,
} from './receivers/webhook';
