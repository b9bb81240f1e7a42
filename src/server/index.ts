export { createClient } from './client';
export { IAdvizeApiError } from './error';
export { createHistoryEndpoint } from './history-endpoint';
export type { HistoryAnswer, HistoryEndpointOptions, HistoryFailure, HistoryRefusal } from './history-endpoint';
export type { RateLimitOptions } from './rate-limit';
export { signOnUrl } from './sign-on';
export { issueTicket, ticketAuthorize } from './tickets';
export type { Authorize, TicketAuthorizeOptions, TicketOptions } from './tickets';
