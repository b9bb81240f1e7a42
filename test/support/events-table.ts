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

/** The fields that a callback's reader makes. */
function fieldsOf(reader: ts.Expression): readonly ts.ObjectLiteralElementLike[] {
  if (!ts.isArrowFunction(reader) || !ts.isParenthesizedExpression(reader.body)) return [];
  const { expression } = reader.body;
  return ts.isObjectLiteralExpression(expression) ? expression.properties : [];
}

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
      const table = ts.isSatisfiesExpression(node.initializer) ? node.initializer.expression : node.initializer;
      for (const callback of (table as ts.ObjectLiteralExpression).properties) {
        if (!ts.isPropertyAssignment(callback)) continue;
        const name = callback.name.getText();
        const about = documentation(callback);
        const fields = fieldsOf(callback.initializer);
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
