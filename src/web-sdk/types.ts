import type { ConsentSource } from '../adapters/pipeline/consent';
import type { Stop } from '../core/types';
import type { Activation, GetAuthentication } from './authentication';

/** The properties of the Web SDK. A site may add to them by declaration. */
export interface WebSdkProperties {
  /** How much of the tag is loaded; read only. */
  'tag:version': 'LIGHT' | 'FULL';
  /** The visitor's consent to cookies; `null` where not asked yet. */
  'visitor:cookiesConsent': boolean | null;
  /** The visitor's consent to the processing of personal data; `null` where not asked yet. */
  'visitor:GDPRConsent': boolean | null;
  /** The conversation that is going on, `null` where there is none; read only, and not known to older tags. */
  'conversation:id': string | null;
}

/** Name of a property. */
export type WebSdkProperty = keyof WebSdkProperties;

/** Name of a property that can be set. */
export type WritableWebSdkProperty = Exclude<WebSdkProperty, 'tag:version' | 'conversation:id'>;

/** The box that a sandboxed tag needs, in CSS pixels; `width` and `height` both 0 mean the full window. */
export interface Boundaries {
  readonly width: number;
  readonly height: number;
  readonly left?: number;
  readonly right?: number;
  readonly bottom?: number;
}

/** Name of an event: that of a property's change, `'visitor:GDPRConsentChange'`, or `'app:boundariesChange'`. */
export type WebSdkEvent = `${WebSdkProperty}Change` | 'app:boundariesChange';

/** What an event of the Web SDK tells: the property's new value, or the box. */
export type WebSdkValue<Event extends WebSdkEvent> = Event extends `${infer Property extends WebSdkProperty}Change`
  ? WebSdkProperties[Property]
  : Boundaries;

/** A product that was bought. */
export interface TransactionProduct {
  /** The id that the catalogue has for it. */
  readonly id: string;
}

/** A purchase, for iAdvize's own statistics. */
export interface Transaction {
  /** The site's id for it, unique per order: iAdvize drops a repeated one. */
  readonly id: string;
  /** In the currency of the iAdvize project. */
  readonly amount: number;
  readonly products?: readonly TransactionProduct[] | undefined;
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
   * Tells that a single-page application shows another screen: the tag restarts, and the targeting rules run again.
   * @throws TypeError where the screen is not a string.
   */
  navigate(screen: string): Promise<void>;
  /**
   * Records a purchase.
   * @throws TypeError where an id is not a string, or the amount not a finite number.
   */
  recordTransaction(transaction: Transaction): Promise<void>;
  /**
   * Begins the session of an authenticated visitor, or of an anonymous one in a project with authentication: once on a page,
   * again only after `logout` or to go from anonymous to signed in. A refused token is a result, not a rejection; there is
   * no second attempt, and no fallback to an anonymous visitor. The timeout begins when the tag is called.
   * @param getAuthentication called by the tag now and at any time later: it fetches a new token each time.
   * @throws TypeError where it is not a function, and where the page's `idzCustomData` has an `extID`, whose place the token's
   * user id takes.
   */
  activate(getAuthentication: GetAuthentication): Promise<Activation>;
  /** Ends the session, so that the next user of the browser does not see its conversation. */
  logout(): Promise<void>;
  /** What the tag says about its Web SDK. */
  help(): Promise<unknown>;
  /**
   * Sets `visitor:cookiesConsent` to the visitor's answer once a consent platform has it, and whenever it changes; for a
   * tag loaded with `useExplicitCookiesConsent`. As long as there is no answer, nothing is set.
   * @param source such as those of `iadvize-callbacks/adapters`.
   * @returns a function that ends it.
   * @throws TypeError where it is no consent source.
   */
  followConsent(source: ConsentSource): Stop;
}

export interface WebSdkOptions {
  /** How long to wait for the tag and its answer, in milliseconds; `Infinity` for no end. Default: 10,000. */
  readonly timeout?: number | undefined;
}
