import { IAdvizeError } from '../shared/error';
import type { IAdvizeErrorCode, IAdvizeErrorDetails } from '../shared/error';

/** Why a transcript could not be fetched; {@link IAdvizeErrorCode} explains each. */
export type HistoryErrorCode = Extract<
  IAdvizeErrorCode,
  'forbidden' | 'not_found' | 'rate_limited' | 'timeout' | 'unavailable' | 'network' | 'too_large' | 'unexpected'
>;

/** The one error of the history client. It contains nothing of the conversation, and no ticket. */
export class HistoryError extends IAdvizeError<HistoryErrorCode> {
  override readonly name = 'HistoryError';

  constructor(code: HistoryErrorCode, details: IAdvizeErrorDetails = {}) {
    super(code, `Conversation history: ${code}${details.status ? ` (HTTP ${details.status})` : ''}`, details);
  }
}
