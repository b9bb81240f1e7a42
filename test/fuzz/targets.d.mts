export const targets: Readonly<
  Record<string, { readonly seeds: readonly string[]; readonly run: (bytes: Buffer) => unknown }>
>;
