export { createHandoff } from './handoff';
export type { AvailabilityOptions, Handoff, HandoffState, HandoffTarget } from './handoff';
export { createHistoryClient } from './history-client';
export type { HistoryClient, HistoryClientOptions, HistoryRequestOptions, Transcript } from './history-client';
export { IAdvizeError, isIAdvizeError } from '../shared/error';
export type { IAdvizeErrorCode, IAdvizeErrorDetails } from '../shared/error';
export { HistoryError } from './history-error';
export type { HistoryErrorCode } from './history-error';
export { parseHistory } from '../shared/parse-history';
export type {
  HistoryEntry,
  HistoryEntryType,
  HistoryProblem,
  ParsedHistory,
  ParseHistoryOptions,
} from '../shared/parse-history';
