import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const rule = '@typescript-eslint/no-restricted-imports';
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId === rule,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** What the lint rules say of a module whose code is this. */
async function lint(filePath: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return result?.messages.map(({ message }) => message) ?? [];
}

it.each([
  ['src/core/events.ts', `import { attempt } from '../adapters';`],
  ['src/core/events.ts', `import { delay } from '../shared/delay';`],
  ['src/core/events.ts', `import type { Client } from '../server';`],
  ['src/core/events.ts', `import { readFileSync } from 'node:fs';`],
  ['src/shared/delay.ts', `import { attempt } from '../core/attempt';`],
  ['src/adapters/vendors/ga4.ts', `import { hmac } from '../../server/hmac';`],
  ['src/web-sdk/index.ts', `import type { Client } from '../server';`],
  ['src/script-tag/all.ts', `import { createHash } from 'node:crypto';`],
  ['src/server/sign-on.ts', `import { createWebSdk } from '../web-sdk';`],
  ['src/server/rest/client.ts', `import { installCallbacks } from '../../core/install';`],
  ['src/server/rest/client.ts', `import type { Adapter } from '../../adapters';`],
  ['src/server/rest/client.ts', `import { createHmac } from 'node:crypto';`],
])('%s may not have %s', async (path, code) => {
  expect(await lint(path, code)).toHaveLength(1);
});

it.each([
  ['src/core/events.ts', `import { attempt } from './attempt';`],
  ['src/adapters/vendors/ga4.ts', `import { has } from '../../shared/check-options';`],
  ['src/server/rest/client.ts', `import { createRequestLayer } from '../../shared/request';`],
  ['src/server/receivers/beacon-event.ts', `import type { EventName } from '../../core/callbacks';`],
  ['src/server/node/to-node.ts', `import type { Server } from 'node:http';`],
])('%s may have %s', async (path, code) => {
  expect(await lint(path, code)).toEqual([]);
});
