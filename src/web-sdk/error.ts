/** Why the Web SDK was not reached, or gave no answer. */
export class WebSdkError extends Error {
  override readonly name = 'WebSdkError';

  /**
   * @param method the function of the Web SDK that was to be called.
   * @param reason `'timeout'`: no answer in time; `'unreachable'`: `iAdvizeInterface` takes nothing, as it is frozen, has
   * no `push`, or its `push` threw, which is the `cause`; `'unsupported'`: this tag has no such function.
   */
  constructor(
    method: string,
    readonly reason: 'timeout' | 'unreachable' | 'unsupported',
    cause?: unknown,
  ) {
    super(`iAdvize.${method}: ${reason}`, { cause });
  }
}
