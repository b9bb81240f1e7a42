import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Text and tags of a node's documentation comment. */
function documentation(node: ts.Node) {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const tag = (name: string) => {
    const found = comment?.tags?.find(({ tagName }) => tagName.text === name);
    return found && String(ts.getTextOfJSDocComment(found.comment) ?? '');
  };
  return {
    text: String(ts.getTextOfJSDocComment(comment?.comment) ?? '').replace(/\s+/g, ' '),
    since: tag('since'),
    deprecated: tag('deprecated'),
  };
}

const era = ({ since, deprecated }: ReturnType<typeof documentation>) =>
  since ? ` (${since}+)` : deprecated ? ` (${deprecated})` : '';

/** The README's table of events, from the one table of callbacks and its documentation comments. */
export function eventsTable(): string {
  const source = ts.createSourceFile(
    'callbacks.ts',
    readFileSync('src/core/callbacks.ts', 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const rows: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'callbacks' && node.initializer) {
      for (const callback of (node.initializer as ts.ObjectLiteralExpression).properties) {
        if (!ts.isPropertyAssignment(callback)) continue;
        const name = callback.name.getText();
        const about = documentation(callback);
        const fields = ts.isObjectLiteralExpression(callback.initializer) ? callback.initializer.properties : [];
        const detail = fields.map((field) => `\`${field.name?.getText()}\`${era(documentation(field))}`).join(', ');
        rows.push(
          `| \`${name.charAt(2).toLowerCase()}${name.slice(3)}\` | ${about.text}${era(about)} | ${detail || '`null`'} |`,
        );
      }
    }
    node.forEachChild(visit);
  };
  visit(source);
  return ['| event | when | `detail` |', '| --- | --- | --- |', ...rows].join('\n');
}
