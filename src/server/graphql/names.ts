import { IAdvizeApiError } from '../error';
import { isRecord } from '../rest/kinds';
import type { GraphQLTransport } from './transport';

/** Where a message of a conversation has what; names of fields of its type, or of the types that it can be. */
export interface MessageNames {
  /** Default: the first of `text`, `content`, `body`, `message` and `value` that the schema has. */
  readonly text?: string | undefined;
  /** Default: the first of `author`, `sender` and `from`; without one, the type's name says who wrote it. */
  readonly author?: string | undefined;
  /** Default: the first of `createdAt`, `sentAt` and `date`. */
  readonly createdAt?: string | undefined;
}

/** What the schema says of a type. */
export interface TypeRef {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType: TypeRef | null;
}

interface Field {
  readonly name: string;
  readonly type: TypeRef;
  readonly args: readonly { readonly name: string; readonly type: TypeRef }[];
}

export interface SchemaType {
  readonly fields: readonly Field[];
  readonly inputFields: readonly { readonly name: string; readonly type: TypeRef }[];
  readonly possibleTypes: readonly string[];
}

const ref = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
const introspection = `query ($name: String!) { __type(name: $name) {
  fields { name type { ${ref} } args { name type { ${ref} } } }
  inputFields { name type { ${ref} } }
  possibleTypes { name }
} }`;

/** The type's name without its lists and its marks. */
export const named = (type: TypeRef): TypeRef => (type.ofType ? named(type.ofType) : type);

/** A type as a document writes it. */
export const written = ({ kind, name, ofType }: TypeRef): string => {
  if (!ofType) return name ?? '';
  return kind === 'LIST' ? `[${written(ofType)}]` : `${written(ofType)}!`;
};

const isLeaf = (type: TypeRef) => ['SCALAR', 'ENUM'].includes(named(type).kind);

const missing = (what: string) =>
  new IAdvizeApiError(`the schema has no ${what}`, { code: 'unexpected', resource: 'schema' });

/** Asks the schema for what the documentation does not name; each type once. */
export function createSchema(transport: GraphQLTransport) {
  const known = new Map<string, Promise<SchemaType>>();

  async function ask(name: string): Promise<SchemaType> {
    const { __type: type } = await transport({ resource: 'schema', query: introspection, variables: { name } });
    if (!isRecord(type)) throw missing(`type ${name}`);
    // The language's own specification says what introspection answers.
    const { fields, inputFields, possibleTypes } = type as {
      readonly fields: SchemaType['fields'] | null;
      readonly inputFields: SchemaType['inputFields'] | null;
      readonly possibleTypes: readonly { readonly name: string }[] | null;
    };
    return {
      fields: fields ?? [],
      inputFields: inputFields ?? [],
      possibleTypes: possibleTypes?.map(({ name }) => name) ?? [],
    };
  }

  return (name: string): Promise<SchemaType> => {
    const found = known.get(name);
    if (found) return found;
    const asked = ask(name);
    known.set(name, asked);
    // What failed is asked again.
    asked.catch(() => known.delete(name));
    return asked;
  };
}

export type Schema = ReturnType<typeof createSchema>;

const field = ({ fields }: SchemaType, name: string) => fields.find((each) => each.name === name);

/**
 * The selection of a conversation's messages. What they are asked for goes by `text0`, `author0` and `createdAt0` for the
 * first type of message, and so on: fields of one name may differ between types.
 */
export interface ConversationShape {
  readonly selection: string;
  /** Whether the messages are a connection, with `nodes` or `edges`. */
  readonly connection: 'nodes' | 'edges' | undefined;
  /** The types of messages, each at its number. */
  readonly types: readonly string[];
}

/**
 * How a conversation's messages are asked for in this schema.
 * @throws IAdvizeApiError that names what is neither found nor given.
 */
export async function shapeOf(schema: Schema, names: MessageNames): Promise<ConversationShape> {
  const messages = field(await schema('Conversation'), 'messages');
  if (!messages) throw missing('field messages of Conversation');
  let type = named(messages.type).name ?? '';
  let connection: ConversationShape['connection'];
  const fields = await schema(type);
  const more = field(fields, 'pageInfo') ? 'pageInfo { hasNextPage } ' : '';
  const nodes = field(fields, 'nodes');
  const edges = field(fields, 'edges');
  if (nodes) {
    connection = 'nodes';
    type = named(nodes.type).name ?? '';
  } else if (edges) {
    connection = 'edges';
    const node = field(await schema(named(edges.type).name ?? ''), 'node');
    if (!node) throw missing(`field node of ${named(edges.type).name}`);
    type = named(node.type).name ?? '';
  }

  const { possibleTypes } = await schema(type);
  const parts: string[] = [];
  const types = possibleTypes.length ? possibleTypes : [type];
  for (const [index, name] of types.entries()) {
    const of = await schema(name);
    const first = (...candidates: readonly string[]) => candidates.find((each) => field(of, each));
    const leaf = (...candidates: readonly string[]) =>
      candidates.find((each) => of.fields.some((found) => found.name === each && isLeaf(found.type)));
    const text = names.text === undefined ? leaf('text', 'content', 'body', 'message', 'value') : leaf(names.text);
    const author = names.author === undefined ? first('author', 'sender', 'from') : first(names.author);
    const createdAt = leaf(...(names.createdAt === undefined ? ['createdAt', 'sentAt', 'date'] : [names.createdAt]));
    if (createdAt === undefined) throw missing(`time of a ${name}: give the option messageNames.createdAt`);
    if (text === undefined && !/system/i.test(name)) {
      throw missing(`text of a ${name}: give the option messageNames.text`);
    }
    const authorField = author === undefined ? undefined : field(of, author);
    const authorPart = authorField && (isLeaf(authorField.type) ? authorField.name : `${author} { __typename }`);
    if (!authorField && !roleOf(name)) {
      throw missing(`author of a ${name}: give the option messageNames.author`);
    }
    const picks = [
      text && `text${index}: ${text}`,
      authorPart && `author${index}: ${authorPart}`,
      `createdAt${index}: ${createdAt}`,
    ];
    parts.push(`... on ${name} { ${picks.filter(Boolean).join(' ')} }`);
  }
  const selection = `__typename ${parts.join(' ')}`;
  const inside = connection === 'edges' ? `edges { node { ${selection} } }` : `nodes { ${selection} }`;
  return { selection: `messages { ${connection ? more + inside : selection} }`, connection, types };
}

/** Who is meant by a name of a type or a role. */
export function roleOf(name: string): 'operator' | 'visitor' | 'system' | undefined {
  if (/visitor/i.test(name)) return 'visitor';
  if (/system/i.test(name)) return 'system';
  return /operator|agent|bot|user/i.test(name) ? 'operator' : undefined;
}
