import { join } from 'node:path';
import ts from 'typescript';

/** A piece of code that people read and copy. */
export interface Snippet {
  /** Where it stands, in letters that may be in a file's name. */
  readonly name: string;
  readonly language: 'ts' | 'tsx';
  readonly code: string;
}

/** What a snippet takes as given: what an earlier one made, or the reader's own code. */
const given = `
  import type { IAdvizeCallbacks } from 'iadvize-callbacks';
  import type { createClient, GraphQLClient } from 'iadvize-callbacks/server';
  import type { Handoff, HistoryEntry } from 'iadvize-callbacks/virtual-agent';
  import type { WebSdk } from 'iadvize-callbacks/web-sdk';
  declare global {
    const iadvize: IAdvizeCallbacks;
    const client: ReturnType<typeof createClient>;
    const graphql: GraphQLClient;
    const handoff: Handoff;
    const sdk: WebSdk;
    const receive: (request: Request) => Promise<Response>;
    const secret: string;
    const bot: { conversationId: string; say(text: string): void; show(entries: HistoryEntry[]): void };
    interface Window {
      ownTool?: { track(name: string, parameters: object): void };
    }
  }
`;

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  jsx: ts.JsxEmit.ReactJSX,
  types: ['node'],
  noEmit: true,
  skipLibCheck: true,
};

/** Compiles snippets against the built types; returns what the compiler has to say against them. */
export function problemsOf(snippets: readonly Snippet[]): string[] {
  const files = new Map([[join(process.cwd(), 'given.d.ts'), given]]);
  for (const { name, language, code } of snippets) {
    files.set(join(process.cwd(), `${name}.${language}`), `${code}\nexport {};`);
  }
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (name) => files.has(name) || ts.sys.fileExists(name);
  host.readFile = (name) => files.get(name) ?? ts.sys.readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const code = files.get(name);
    return code === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, code, ts.ScriptTarget.ES2022);
  };
  return ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host)).map(({ file, messageText }) => {
    return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
