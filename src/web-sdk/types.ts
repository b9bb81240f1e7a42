import type { Stop } from '../core/types';

/** The properties of the Web SDK (iAdvize's documentation of 2022 and later). A site may add to them by declaration. */
export interface WebSdkProperties {
  /** How much of the tag is loaded; read only. */
  'tag:version': 'LIGHT' | 'FULL';
  /** The visitor's consent to cookies; `null` where not asked yet. */
  'visitor:cookiesConsent': boolean | null;
  /** The visitor's consent to the processing of personal data; `null` where not asked yet. */
  'visitor:GDPRConsent': boolean | null;
}

/** Name of a property. */
export type WebSdkProperty = keyof WebSdkProperties;

/** Name of a property that can be set. */
export type WritableWebSdkProperty = Exclude<WebSdkProperty, 'tag:version'>;

/** Name of the event of a property's change: `'visitor:GDPRConsentChange'`. */
export type WebSdkEvent = `${WebSdkProperty}Change`;

/** What an event of the Web SDK tells: the property's new value. */
export type WebSdkValue<Event extends WebSdkEvent> = Event extends `${infer Property extends WebSdkProperty}Change`
  ? WebSdkProperties[Property]
  : never;

/** A purchase, for iAdvize's own statistics. */
export interface Transaction {
  /** The site's id for it. */
  readonly id: string;
  /** In the currency of the iAdvize project. */
  readonly amount: number;
}

/**
 * Typed access to the iAdvize tag through `window.iAdvizeInterface`, before the tag is there as well as after. What is
 * asked waits for the tag, in order.
 *
 * A promise rejects with a `WebSdkError` where the tag cannot be reached or does not answer in time, and with what the
 * tag itself throws. A caller that does not look at it causes no unhandled rejection. What timed out is still waiting,
 * and is done if the tag comes after all.
 */
export interface WebSdk {
  /** The property's value. */
  get<Property extends WebSdkProperty>(property: Property): Promise<WebSdkProperties[Property]>;
  /** Sets a property. */
  set<Property extends WritableWebSdkProperty>(property: Property, value: WebSdkProperties[Property]): Promise<void>;
  /**
   * Calls `listener` with each new value. What it throws is reported to the console.
   * @returns a function that ends it.
   * @throws TypeError where the listener is not a function.
   */
  on<Event extends WebSdkEvent>(event: Event, listener: (value: WebSdkValue<Event>) => void): Stop;
  /** Ends what `on` began with the same event and listener. */
  off<Event extends WebSdkEvent>(event: Event, listener: (value: WebSdkValue<Event>) => void): void;
  /**
   * Tells that a single-page application shows another screen: the targeting rules run again.
   * @throws TypeError where the screen is not a string.
   */
  navigate(screen: string): Promise<void>;
  /**
   * Records a purchase.
   * @throws TypeError where the id is not a string, or the amount not a finite number.
   */
  recordTransaction(transaction: Transaction): Promise<void>;
  /** Begins the session of an authenticated visitor; passes on what iAdvize's documentation asks for. */
  activate(...args: unknown[]): Promise<unknown>;
  /** Ends the session of an authenticated visitor. */
  logout(): Promise<void>;
}

export interface WebSdkOptions {
  /** How long to wait for the tag and its answer, in milliseconds. Default: 10,000. */
  readonly timeout?: number | undefined;
}
