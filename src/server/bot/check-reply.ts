import { isUuid } from '../../shared/conversation-id';
import { isRecord } from '../rest/kinds';
import { limits, millisecondsOf, mimeTypes, units } from './wire';
import type { Duration, MessageReply, Reply } from './wire';

type Check = (value: unknown, what: string) => void;

const shown = (value: unknown) => (typeof value === 'string' ? `"${value.slice(0, 40)}"` : typeof value);

/** @throws TypeError */
const refuse = (what: string, expected: string, value: unknown): never => {
  throw new TypeError(`${what}: expected ${expected}, not ${shown(value)}`);
};

const aText: Check = (value, what) => {
  if (typeof value !== 'string' || !value.trim()) refuse(what, 'a text', value);
  else if (value.length > limits.text) {
    throw new TypeError(`${what}: ${value.length} characters, of which the platform takes ${limits.text}`);
  }
};

const oneOf =
  (...values: readonly unknown[]): Check =>
  (value, what) => {
    if (!values.includes(value)) refuse(what, values.map((each) => `'${String(each)}'`).join(' or '), value);
  };

const anAddress =
  (...protocols: readonly string[]): Check =>
  (value, what) => {
    const good = typeof value === 'string' && URL.canParse(value) && protocols.includes(new URL(value).protocol);
    if (!good) refuse(what, `an address that begins with ${protocols.join(' or ')}`, value);
  };

const optional =
  (check: Check): Check =>
  (value, what) => {
    if (value !== undefined) check(value, what);
  };

const fields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, what) => {
    if (!isRecord(value)) return refuse(what, 'an object', value);
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(checks, name)) {
        throw new TypeError(`${what}: no field ${name}, only ${Object.keys(checks).join(', ')}`);
      }
    }
    for (const [name, check] of Object.entries(checks)) check(value[name], `${what}, ${name}`);
  };

const eachIs =
  (check: Check, least: number): Check =>
  (value, what) => {
    if (!Array.isArray(value) || value.length < least) {
      return refuse(what, least ? `a list with at least ${least}` : 'a list', value);
    }
    value.forEach((each, index) => check(each, `${what} ${index + 1}`));
  };

const web = anAddress('https:', 'http:');
const image = fields({ url: web, description: aText });
const actions = eachIs(
  fields({ type: oneOf('LINK'), name: aText, url: anAddress('https:', 'http:', 'mailto:', 'tel:') }),
  1,
);
const card = fields({
  contentType: oneOf('card/content'),
  image: optional(image),
  title: optional(aText),
  text: optional(aText),
  actions,
});
const offer = fields({
  contentType: oneOf('product-offer'),
  name: aText,
  price: aText,
  actions,
  image: optional(image),
  offerPrice: optional(aText),
  description: optional(aText),
  availability: optional(fields({ status: oneOf('AVAILABLE', 'UNAVAILABLE') })),
});

const payloads: Readonly<Record<MessageReply['payload']['contentType'], Check>> = {
  text: fields({ contentType: oneOf('text'), value: aText }),
  'card/content': card,
  'product-offer': offer,
  file: fields({ contentType: oneOf('file'), fileName: aText, mimeType: oneOf(...mimeTypes), url: web }),
  'bundle/card': fields({ contentType: oneOf('bundle/card'), cards: eachIs(card, 1) }),
  'bundle/product-offer': fields({ contentType: oneOf('bundle/product-offer'), offers: eachIs(offer, 1) }),
};

/** Finds the check by a field's value. */
const byField =
  (name: string, checks: Readonly<Record<string, Check>>): Check =>
  (value, what) => {
    const kind: unknown = isRecord(value) ? value[name] : undefined;
    const check = typeof kind === 'string' && Object.hasOwn(checks, kind) ? checks[kind] : undefined;
    if (check) check(value, `${what} (${String(kind)})`);
    else refuse(`${what}, ${name}`, Object.keys(checks).join(', '), kind);
  };

const isDuration = (value: unknown): value is Duration =>
  isRecord(value) &&
  Object.hasOwn(units, String(value['unit'])) &&
  Number.isInteger(value['value']) &&
  Object.keys(value).length === 2;

const lasts =
  (least: number, most: number): Check =>
  (value, what) => {
    const long = isDuration(value) ? millisecondsOf(value) : NaN;
    if (!(long >= least && long <= most)) {
      throw new TypeError(`${what}: expected ${least} to ${most} milliseconds, as a whole number`);
    }
  };

const check = byField('type', {
  message: fields({
    type: oneOf('message'),
    payload: byField('contentType', payloads),
    quickReplies: optional(eachIs(fields({ contentType: oneOf('text/quick-reply'), value: aText }), 0)),
  }),
  await: fields({ type: oneOf('await'), duration: lasts(1, limits.pause - 1) }),
  transfer: fields({
    type: oneOf('transfer'),
    distributionRule: (value, what) => {
      if (!isUuid(value)) refuse(what, "a routing rule's UUID", value);
    },
    transferOptions: fields({ timeout: lasts(limits.transfer.least, limits.transfer.most) }),
  }),
  close: fields({ type: oneOf('close') }),
});

/** @throws TypeError that names what the platform would refuse. */
export function checkReply<Given extends Reply>(reply: Given): Given {
  check(reply, 'Reply');
  return reply;
}

/**
 * The replies in one list, each checked.
 * @throws TypeError for what is no list of replies, or goes on after the conversation has been closed.
 */
export function flatten(replies: unknown): readonly Reply[] {
  if (!Array.isArray(replies)) return refuse('Replies', 'a list', replies);
  const flat = (replies as readonly (Reply | readonly Reply[])[]).flat() as readonly Reply[];
  flat.forEach((reply, index) => check(reply, `Reply ${index + 1}`));
  const end = flat.findIndex(({ type }) => type === 'close');
  if (end >= 0 && end < flat.length - 1) throw new TypeError(`Reply ${end + 2}: nothing can follow close()`);
  return flat;
}
