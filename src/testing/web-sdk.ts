import type { Activation, GetAuthentication } from '../web-sdk/authentication';

type Listener = (value: unknown) => void;

/** What `iAdvizeInterface.push` hands to its functions once the tag is loaded. */
export interface FakeWebSdk {
  get(property: string): unknown;
  set(property: string, value: unknown): void;
  on(event: string, listener: Listener): void;
  off(event: string, listener: Listener): void;
  navigate(screen: string): void;
  recordTransaction(transaction: { id: string; amount: number; products?: readonly { id: string }[] }): void;
  activate(getAuthentication: GetAuthentication): Promise<Activation>;
  logout(): Promise<void>;
  help(): string;
}

/** A call of the Web SDK, as the fake tag recorded it. */
export interface WebSdkCall {
  readonly method: 'navigate' | 'recordTransaction' | 'activate' | 'logout';
  readonly args: readonly unknown[];
}

/** The fake Web SDK, and what the platform does behind it. */
export interface WebSdkStandIn {
  readonly sdk: FakeWebSdk;
  /** Changes a property, also one that is read only, and tells its event's listeners. */
  change(property: string, value: unknown): void;
  /** Tells an event's listeners. */
  emit(event: string, value: unknown): void;
  /** Has the platform refuse the next activations for this reason; `undefined` accepts them again. */
  refuse(reason: string | undefined): void;
  /** Has the platform check the session again, for which the tag asks the page for a new token. */
  checkSession(): Promise<void>;
}

const readOnly = ['tag:version', 'conversation:id'];

/** The Web SDK of 2022 and later; what the page did with it is in `calls`. */
export function createFakeWebSdk(calls: WebSdkCall[]): WebSdkStandIn {
  const properties = new Map<string, unknown>([
    ['tag:version', 'FULL'],
    ['visitor:cookiesConsent', null],
    ['visitor:GDPRConsent', null],
    ['conversation:id', null],
  ]);
  const listeners = new Map<string, Set<Listener>>();
  const listenersOf = (event: string) => {
    const known = listeners.get(event) ?? new Set();
    listeners.set(event, known);
    return known;
  };
  let refusal: string | undefined;
  let ongoing = false;
  /** Of the session that is on: what makes its tokens, and whether the visitor is signed in. */
  let session: { getAuthentication: GetAuthentication; secured: boolean } | undefined;

  const emit = (event: string, value: unknown) => {
    for (const listener of [...listenersOf(event)]) listener(value);
  };
  const change = (property: string, value: unknown) => {
    if (properties.get(property) === value) return;
    properties.set(property, value);
    emit(`${property}Change`, value);
  };

  /** A result in any case: the platform refuses by a reason, not by a rejection. */
  async function activate(getAuthentication: GetAuthentication): Promise<Activation> {
    const { authenticationOption: option } = await getAuthentication();
    const secured = option?.type === 'SECURED_AUTHENTICATION';
    const valid = secured ? typeof option.token === 'string' : /^ANONYMOUS(_AUTHENTICATION)?$/.test(option?.type);
    const reason = !valid
      ? 'A valid authentication option must be provided'
      : session && (session.secured || !secured)
        ? "Can't activate twice, please logout first"
        : refusal;
    if (reason !== undefined) return { authentication: { option, status: 'authentication-failure', reason } };
    session = { getAuthentication, secured };
    return { authentication: { option, status: 'authentication-success' } };
  }

  const sdk: FakeWebSdk = {
    get: (property) => properties.get(property),
    set(property, value) {
      // The real SDK ignores what is read only, too.
      if (!readOnly.includes(property)) change(property, value);
    },
    on: (event, listener) => void listenersOf(event).add(listener),
    off: (event, listener) => void listenersOf(event).delete(listener),
    navigate: (screen) => void calls.push({ method: 'navigate', args: [screen] }),
    recordTransaction: (transaction) => void calls.push({ method: 'recordTransaction', args: [transaction] }),
    async activate(getAuthentication) {
      calls.push({ method: 'activate', args: [getAuthentication] });
      if (ongoing) {
        const { authenticationOption: option } = await getAuthentication();
        const reason = 'An activation is already ongoing';
        return { authentication: { option, status: 'authentication-failure', reason } };
      }
      ongoing = true;
      try {
        return await activate(getAuthentication);
      } finally {
        ongoing = false;
      }
    },
    async logout() {
      calls.push({ method: 'logout', args: [] });
      session = undefined;
    },
    help: () => 'get, set, on, off, navigate, recordTransaction, activate, logout',
  };

  return {
    sdk,
    change,
    emit,
    refuse: (reason) => void (refusal = reason),
    checkSession: async () => void (await session?.getAuthentication()),
  };
}
