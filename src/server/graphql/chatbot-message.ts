import type { ProactiveReply } from '../bot/late';
import { millisecondsOf } from '../bot/wire';
import type { CardPayload, OfferPayload, Payload } from '../bot/wire';

const linksOf = ({ actions }: CardPayload | OfferPayload) => actions.map(({ name, url }) => `${name}: ${url}`);

const cardText = (card: CardPayload) => [card.title, card.text, ...linksOf(card)].filter(Boolean).join('\n');

const offerText = (offer: OfferPayload) =>
  [`${offer.name}, ${offer.offerPrice ?? offer.price}`, offer.description, ...linksOf(offer)]
    .filter(Boolean)
    .join('\n');

/** What a message says where only text can be sent: the mutation's other attachments are not documented. */
function asText(payload: Payload): string {
  switch (payload.contentType) {
    case 'text':
      return payload.value;
    case 'card/content':
      return cardText(payload);
    case 'product-offer':
      return offerText(payload);
    case 'file':
      return `${payload.fileName}: ${payload.url}`;
    case 'bundle/card':
      return payload.cards.map(cardText).join('\n\n');
    case 'bundle/product-offer':
      return payload.offers.map(offerText).join('\n\n');
  }
}

/** A text in pieces that the platform takes, cut between lines where it can be. */
const piecesOf = (text: string) =>
  (text.match(/[^]{1,450}(?=\n|$)|[^]{1,450}/g) ?? []).map((piece) => piece.trim()).filter(Boolean);

/** The `actionOrMessage` of each `chatbotMessageSend` that a reply takes: one, but for what is longer as a text. */
export function actionsOrMessages(reply: ProactiveReply): readonly object[] {
  switch (reply.type) {
    case 'message': {
      const choices = (reply.quickReplies ?? []).map(({ value }) => value);
      return piecesOf(asText(reply.payload)).map((message, index, { length }) => ({
        chatbotMessage:
          choices.length && index === length - 1
            ? { chatbotMessageAttachmentInput: { quickReplyMenu: { message, choices } } }
            : { chatbotSimpleTextMessage: message },
      }));
    }
    case 'transfer': {
      const timeout = Math.round(millisecondsOf(reply.transferOptions.timeout) / 1000);
      const transferMessage = { routingRuleId: reply.distributionRule, transferOptions: { timeout } };
      return [{ chatbotAction: { transferMessage } }];
    }
    case 'close':
      return [{ chatbotAction: { closeMessage: { _unusedField: false } } }];
  }
}
