import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { problemsOf } from '../support/snippets';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => join('src', path));

/** The examples of a file's docstrings. */
function examplesOf(path: string) {
  const text = readFileSync(path, 'utf8');
  const found = [...text.matchAll(/^( *) \* @example\n((?:\1 \* (?!@).*\n)+)/gm)];
  expect(found, path).toHaveLength(text.split('@example').length - 1);
  return found.map(({ index, 2: lines = '' }) => ({
    name: `${path.replaceAll(/\W/g, '-')}-${text.slice(0, index).split('\n').length}`,
    language: 'ts' as const,
    code: lines.replaceAll(/^ *\* /gm, ''),
  }));
}

/** The functions that a file exports, each with its documentation. */
function functionsOf(path: string, checker: ts.TypeChecker, source: ts.SourceFile | undefined) {
  const entry = source && checker.getSymbolAtLocation(source);
  return (entry ? checker.getExportsOfModule(entry) : [])
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
    .filter(
      (symbol) => symbol.flags & ts.SymbolFlags.Value && checker.getTypeOfSymbol(symbol).getCallSignatures().length,
    )
    .map((symbol) => ({
      name: `${symbol.name} of ${path}`,
      text: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      tags: symbol.getJsDocTags(checker).map(({ name }) => name),
    }));
}

it('says of every function that an import gives what it does, with an example', () => {
  const imports = files.filter((path) => /^src\/(?:[\w-]+\/|server\/[\w-]+\/|testing\/server\/)?index\.ts$/.test(path));
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as { config: unknown };
  const program = ts.createProgram(imports, ts.parseJsonConfigFileContent(config, ts.sys, '.').options);
  const functions = imports.flatMap((path) => functionsOf(path, program.getTypeChecker(), program.getSourceFile(path)));
  expect(functions.length).toBeGreaterThan(imports.length);
  const bare = functions.filter(({ text, tags }) => !text || !tags.includes('example'));
  expect(bare.map(({ name }) => name)).toEqual([]);
});

it('has examples that compile against the built types', () => {
  const examples = files.flatMap(examplesOf);
  expect(examples.length).toBeGreaterThan(50);
  expect(problemsOf(examples)).toEqual([]);
});
