type Listener = (value: unknown) => void;

/** What `iAdvizeInterface.push` hands to its functions once the tag is loaded. */
export interface FakeWebSdk {
  get(property: string): unknown;
  set(property: string, value: unknown): void;
  on(event: string, listener: Listener): void;
  off(event: string, listener: Listener): void;
  navigate(screen: string): void;
  recordTransaction(transaction: { id: string; amount: number }): void;
  activate(options: unknown): Promise<{ id: string }>;
  logout(): Promise<void>;
  help(): string;
}

/** A call of the Web SDK, as the fake tag recorded it. */
export interface WebSdkCall {
  readonly method: 'navigate' | 'recordTransaction' | 'activate' | 'logout';
  readonly args: readonly unknown[];
}

/** The Web SDK of 2022 and later; what the page did with it is in `calls`. */
export function createFakeWebSdk(calls: WebSdkCall[]): FakeWebSdk {
  const properties = new Map<string, unknown>([
    ['tag:version', 'FULL'],
    ['visitor:cookiesConsent', null],
    ['visitor:GDPRConsent', null],
  ]);
  const listeners = new Map<string, Set<Listener>>();
  const listenersOf = (event: string) => {
    const known = listeners.get(event) ?? new Set();
    listeners.set(event, known);
    return known;
  };

  return {
    get: (property) => properties.get(property),
    set(property, value) {
      // The real SDK ignores what is read only, too.
      if (property === 'tag:version' || properties.get(property) === value) return;
      properties.set(property, value);
      for (const listener of [...listenersOf(`${property}Change`)]) listener(value);
    },
    on: (event, listener) => void listenersOf(event).add(listener),
    off: (event, listener) => void listenersOf(event).delete(listener),
    navigate: (screen) => void calls.push({ method: 'navigate', args: [screen] }),
    recordTransaction: (transaction) => void calls.push({ method: 'recordTransaction', args: [transaction] }),
    async activate(options) {
      calls.push({ method: 'activate', args: [options] });
      return { id: 'visitor-1' };
    },
    async logout() {
      calls.push({ method: 'logout', args: [] });
    },
    help: () => 'get, set, on, off, navigate, recordTransaction, activate, logout',
  };
}
