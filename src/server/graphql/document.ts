/**
 * A document with the types of its result and its variables: what GraphQL's code generators and `gql.tada` give
 * (`TypedDocumentNode`, `TypedDocumentString`), or a plain string.
 */
export type GraphQLDocument<Result, Variables> =
  | string
  // Optional, as in the generators' own types, which declare it and never set it.
  | ({ readonly __apiType?: ((variables: Variables) => Result) | undefined } & object);

/** Makes the text of a document: `print` of the package `graphql`. */
export type PrintDocument = (document: never) => string;

/** @throws TypeError where a document holds no text, and nothing prints it. */
export function textOf(document: GraphQLDocument<unknown, never>, print: PrintDocument | undefined): string {
  if (typeof document === 'string') return document;
  if (document instanceof String) return document.toString();
  const source: unknown = Reflect.get(Object(Reflect.get(Object(document), 'loc')), 'source');
  const body: unknown = Reflect.get(Object(source), 'body');
  if (typeof body === 'string') return body;
  // It takes the package's own type, which this one must not depend on.
  if (print) return print(document as never);
  throw new TypeError("The document holds no text: give the client `print` of the package 'graphql'");
}
