/** How long, as the platform writes it. */
export interface Duration {
  readonly unit: 'millis' | 'seconds' | 'minutes';
  readonly value: number;
}

/** The one kind of action that a card or an offer can have. */
export interface LinkAction {
  readonly type: 'LINK';
  readonly name: string;
  readonly url: string;
}

/** Shown at 240 × 120 px. */
export interface Image {
  readonly url: string;
  readonly description: string;
}

export interface TextPayload {
  readonly contentType: 'text';
  /** Markdown, up to 450 characters; 250 are advised. */
  readonly value: string;
}

export interface CardPayload {
  readonly contentType: 'card/content';
  readonly image?: Image;
  readonly title?: string;
  readonly text?: string;
  readonly actions: readonly LinkAction[];
}

export interface OfferPayload {
  readonly contentType: 'product-offer';
  readonly name: string;
  readonly price: string;
  readonly actions: readonly LinkAction[];
  readonly image?: Image;
  readonly offerPrice?: string;
  readonly description?: string;
  readonly availability?: { readonly status: 'AVAILABLE' | 'UNAVAILABLE' };
}

export interface FilePayload {
  readonly contentType: 'file';
  readonly fileName: string;
  readonly mimeType: (typeof mimeTypes)[number];
  readonly url: string;
}

export interface CardsPayload {
  readonly contentType: 'bundle/card';
  readonly cards: readonly CardPayload[];
}

export interface OffersPayload {
  readonly contentType: 'bundle/product-offer';
  readonly offers: readonly OfferPayload[];
}

/** What a message can hold; its `contentType` narrows it. */
export type Payload = TextPayload | CardPayload | OfferPayload | FilePayload | CardsPayload | OffersPayload;

export interface QuickReply {
  readonly contentType: 'text/quick-reply';
  readonly value: string;
}

export interface MessageReply {
  readonly type: 'message';
  readonly payload: Payload;
  readonly quickReplies?: readonly QuickReply[];
}

export interface AwaitReply {
  readonly type: 'await';
  readonly duration: Duration;
}

export interface TransferReply {
  readonly type: 'transfer';
  /** UUID of a routing rule. */
  readonly distributionRule: string;
  readonly transferOptions: { readonly timeout: Duration };
}

export interface CloseReply {
  readonly type: 'close';
}

/** What a bot can do, as the platform takes it; the builders make them. */
export type Reply = MessageReply | AwaitReply | TransferReply | CloseReply;

/** What a bot answers with, in order. `transfer` gives several, which may stand among the others as they are. */
export type Replies = readonly (Reply | readonly Reply[])[];

export const mimeTypes = ['image/gif', 'application/pdf', 'image/png', 'image/jpeg'] as const;
export const units = { millis: 1, seconds: 1000, minutes: 60_000 } as const;

/** What the platform allows: characters, and milliseconds. */
export const limits = {
  text: 450,
  /** It closes a conversation without messages after five minutes. */
  pause: 300_000,
  transfer: { least: 5000, most: 60_000, usual: 60_000 },
} as const;

/** How long, in milliseconds. */
export const millisecondsOf = ({ unit, value }: Duration): number => value * units[unit];
