import { IAdvizeError } from '../shared/error';
import type { IAdvizeErrorCode, IAdvizeErrorDetails } from '../shared/error';

/** Why a request to the platform failed; {@link IAdvizeErrorCode} explains each. */
export type ApiErrorCode = Exclude<IAdvizeErrorCode, 'unreachable' | 'unsupported'>;

export interface ApiErrorDetails extends IAdvizeErrorDetails {
  readonly code: ApiErrorCode;
  /** What was asked for, such as `'operator'` or `'operator/123/live'`. */
  readonly resource: string;
}

/** The one error of requests to the platform. It never holds the API key. */
export class IAdvizeApiError extends IAdvizeError<ApiErrorCode> {
  override readonly name = 'IAdvizeApiError';
  /** The resource that was asked for, such as `'operator'` or `'operator/123/live'`. */
  readonly resource: string;

  constructor(message: string, { code, resource, ...details }: ApiErrorDetails) {
    super(code, `iAdvize API, ${resource}: ${message}`, details);
    this.resource = resource;
  }
}
