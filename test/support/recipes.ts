/** One task of CONTRIBUTING.md. */
interface Recipe {
  readonly name: string;
  readonly changes: readonly { readonly path: string; readonly lines: readonly string[] }[];
  readonly commands: readonly string[];
}

const path = '../../scripts/recipes.mjs';

/** What CONTRIBUTING.md says, and how it is done in a copy. */
export const { apply, inCopy, recipes } = (await import(path)) as {
  recipes: () => Recipe[];
  apply: (folder: string, change: Recipe['changes'][number]) => void;
  inCopy: (use: (folder: string) => void) => void;
};
