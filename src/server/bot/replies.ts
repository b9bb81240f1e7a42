import { checkReply, flatten } from './check-reply';
import { limits } from './wire';
import type {
  AwaitReply,
  CardPayload,
  CloseReply,
  FilePayload,
  Image,
  LinkAction,
  MessageReply,
  OfferPayload,
  Payload,
  Replies,
  Reply,
  TransferReply,
} from './wire';

export interface MessageOptions {
  /** Offered below the message; the chosen one comes back as an ordinary message of the visitor. Three are advised. */
  readonly quickReplies?: readonly string[] | undefined;
}

/** A link below a card or an offer. */
export type Link = Omit<LinkAction, 'type'>;

export interface CardContent {
  readonly title?: string;
  readonly text?: string;
  readonly image?: Image;
  /** At least one. */
  readonly links: readonly Link[];
}

export interface OfferContent {
  readonly name: string;
  /** With its currency: `'129 €'`. */
  readonly price: string;
  /** The reduced price. */
  readonly offerPrice?: string;
  readonly description?: string;
  readonly image?: Image;
  readonly available?: boolean;
  /** At least one. */
  readonly links: readonly Link[];
}

export interface TransferOptions {
  /** How long somebody may take to accept, in milliseconds, 5 000 to 60 000; 15 000 at least are advised. Default: 60 000. */
  readonly timeout?: number | undefined;
  /** Played only if nobody does. */
  readonly otherwise?: Replies | undefined;
}

const message = (payload: Payload, { quickReplies }: MessageOptions = {}): MessageReply =>
  checkReply({
    type: 'message',
    payload,
    ...(quickReplies && {
      quickReplies: quickReplies.map((value) => ({ contentType: 'text/quick-reply' as const, value })),
    }),
  });

/** A wrong list reaches the check, which names it. */
const each = <Given, Made>(list: readonly Given[], make: (given: Given) => Made): readonly Made[] =>
  Array.isArray(list) ? (list as readonly Given[]).map(make) : [];

const actionsOf = (links: readonly Link[]) => each(links, ({ name, url }): LinkAction => ({ type: 'LINK', name, url }));

const cardOf = ({ links, ...content }: CardContent): CardPayload => ({
  contentType: 'card/content',
  ...content,
  actions: actionsOf(links),
});

const offerOf = ({ links, available, ...content }: OfferContent): OfferPayload => ({
  contentType: 'product-offer',
  ...content,
  ...(available !== undefined && { availability: { status: available ? 'AVAILABLE' : 'UNAVAILABLE' } }),
  actions: actionsOf(links),
});

/**
 * A text: Markdown, up to 450 characters.
 * @throws TypeError for an empty or longer one, as all builders do for what the platform would refuse.
 * @example
 * import { text } from 'iadvize-callbacks/server/bot';
 * const reply = text('Which size do you wear?', { quickReplies: ['41', '42', '43'] });
 */
export const text = (value: string, options?: MessageOptions): MessageReply =>
  message({ contentType: 'text', value }, options);

/**
 * A card with a link.
 * @throws TypeError where it has none.
 * @example
 * import { card } from 'iadvize-callbacks/server/bot';
 * const reply = card({ title: 'Size guide', links: [{ name: 'Open', url: 'https://shop.example/sizes' }] });
 */
export const card = (content: CardContent, options?: MessageOptions): MessageReply => message(cardOf(content), options);

/**
 * Several cards beside each other.
 * @example
 * import { cards } from 'iadvize-callbacks/server/bot';
 * const guides = [
 *   { title: 'Sizes', links: [{ name: 'Open', url: 'https://shop.example/sizes' }] },
 *   { title: 'Care', links: [{ name: 'Open', url: 'https://shop.example/care' }] },
 * ];
 * const reply = cards(guides);
 */
export const cards = (contents: readonly CardContent[], options?: MessageOptions): MessageReply =>
  message({ contentType: 'bundle/card', cards: each(contents, cardOf) }, options);

/**
 * A product with its price and a link.
 * @example
 * import { offer } from 'iadvize-callbacks/server/bot';
 * const reply = offer({ name: 'Skarv GTX', price: '189 €', links: [{ name: 'See', url: 'https://shop.example/skarv' }] });
 */
export const offer = (content: OfferContent, options?: MessageOptions): MessageReply =>
  message(offerOf(content), options);

/**
 * Several products beside each other.
 * @example
 * import { offers } from 'iadvize-callbacks/server/bot';
 * const shoes = [
 *   { name: 'Skarv GTX', price: '189 €', links: [{ name: 'See', url: 'https://shop.example/skarv' }] },
 *   { name: 'Tind Low', price: '129 €', links: [{ name: 'See', url: 'https://shop.example/tind' }] },
 * ];
 * const reply = offers(shoes);
 */
export const offers = (contents: readonly OfferContent[], options?: MessageOptions): MessageReply =>
  message({ contentType: 'bundle/product-offer', offers: each(contents, offerOf) }, options);

/**
 * A file: GIF, JPEG, PNG or PDF.
 * @example
 * import { file } from 'iadvize-callbacks/server/bot';
 * const reply = file({ fileName: 'sizes.pdf', mimeType: 'application/pdf', url: 'https://shop.example/sizes.pdf' });
 */
export const file = (content: Omit<FilePayload, 'contentType'>, options?: MessageOptions): MessageReply =>
  message({ contentType: 'file', ...content }, options);

/**
 * A pause before what follows, which is dropped if the visitor writes first.
 * @param milliseconds a whole number below five minutes, after which the platform closes a silent conversation.
 * @example
 * import { pause, text } from 'iadvize-callbacks/server/bot';
 * const replies = [text('One moment.'), pause(2000), text('Here it is.')];
 */
export const pause = (milliseconds: number): AwaitReply =>
  checkReply({ type: 'await', duration: { unit: 'millis', value: milliseconds } });

/**
 * Hands the conversation over to the people behind a routing rule. It gives several replies, which may stand in the list of
 * replies as they are; only `otherwise` may follow.
 * @param rule the rule's UUID.
 * @example
 * import { close, text, transfer } from 'iadvize-callbacks/server/bot';
 * const rule = 'd9d9a5c1-7d5c-4f4e-8a36-6a9a3c9c4c1f';
 * const replies = transfer(rule, { timeout: 20_000, otherwise: [text('Nobody is free.'), close()] });
 */
export const transfer = (rule: string, options: TransferOptions = {}): readonly Reply[] => {
  const { timeout = limits.transfer.usual, otherwise = [] } = options;
  const handover: TransferReply = {
    type: 'transfer',
    distributionRule: rule,
    transferOptions: { timeout: { unit: 'millis', value: timeout } },
  };
  return [checkReply(handover), ...flatten(otherwise)];
};

/**
 * Ends the conversation; nothing can follow.
 * @example
 * import { close, text } from 'iadvize-callbacks/server/bot';
 * const replies = [text('Goodbye.'), close()];
 */
export const close = (): CloseReply => ({ type: 'close' });
