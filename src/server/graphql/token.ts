import { IAdvizeApiError } from '../error';

/** A token, and until when it is good, in epoch milliseconds. */
export interface Token {
  readonly value: string;
  readonly ends: number;
}

/** The platform's limit for a user: so many log-ins in so many milliseconds. */
const allowed = { logIns: 10, window: 60_000 };

/** How long before its end a token is renewed, in milliseconds. */
const margin = 300_000;

/** One token for all, taken when it is first wanted and renewed before its end. */
export function createTokens(logIn: () => Promise<Token>) {
  let current: Promise<Token> | undefined;
  let token: Token | undefined;
  /** When the last log-ins began. */
  const begun: number[] = [];

  async function take(): Promise<Token> {
    const now = Date.now();
    const wait = begun.length < allowed.logIns ? 0 : (begun[0] ?? 0) + allowed.window - now;
    if (wait > 0) {
      const details = { code: 'rate_limited', resource: 'oauth2/token', retryAfter: wait } as const;
      throw new IAdvizeApiError(`more than ${allowed.logIns} log-ins in a minute`, details);
    }
    begun.push(now);
    if (begun.length > allowed.logIns) begun.shift();
    token = await logIn();
    return token;
  }

  return {
    async get(): Promise<string> {
      const now = Date.now();
      if (token && now < token.ends - margin) return token.value;
      current ??= take().finally(() => (current = undefined));
      try {
        return (await current).value;
      } catch (error) {
        // The one there is still serves until its end.
        if (token && now < token.ends) return token.value;
        throw error;
      }
    },

    /** The platform no longer takes it. */
    drop(value: string): void {
      if (token?.value === value) token = undefined;
    },
  };
}
