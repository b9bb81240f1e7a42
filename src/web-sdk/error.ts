import { IAdvizeError } from '../shared/error';
import type { IAdvizeErrorCode } from '../shared/error';

type WebSdkErrorCode = Extract<IAdvizeErrorCode, 'timeout' | 'unreachable' | 'unsupported'>;

/** Why the Web SDK was not reached, or gave no answer. */
export class WebSdkError extends IAdvizeError<WebSdkErrorCode> {
  override readonly name = 'WebSdkError';

  /**
   * @param method the function of the Web SDK that was to be called.
   * @param code `'timeout'`: no answer in time; `'unreachable'`: `iAdvizeInterface` takes nothing, as it is frozen, has
   * no `push`, or its `push` threw, which is the `cause`; `'unsupported'`: this tag has no such function.
   */
  constructor(method: string, code: WebSdkErrorCode, cause?: unknown) {
    super(code, `iAdvize.${method}: ${code}`, { cause });
  }

  /** The `code`, by the name that version 0.1.0 gave it. */
  get reason(): WebSdkErrorCode {
    return this.code;
  }
}
