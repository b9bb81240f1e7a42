import { createHash } from 'node:crypto';
import { snippet } from '../snippet';

export interface SnippetPluginOptions {
  /**
   * The nonce that a server puts in for each response, such as `'{NONCE}'`. Default: Vite's `html.cspNonce`, and where there
   * is neither, the snippet's hash is added to a Content-Security-Policy in the page's head.
   */
  readonly nonce?: string | undefined;
}

/** The part of Vite's plugin interface that is used here. */
export interface SnippetPlugin {
  readonly name: string;
  readonly transformIndexHtml: { readonly order: 'post'; readonly handler: (html: string) => string };
}

const source = `'sha256-${createHash('sha256').update(snippet).digest('base64')}'`;

const charset = '<meta\\s[^>]*charset[^>]*>\\s*';
/** The head's beginning, with what tells the encoding: a browser looks for that in the first 1,024 bytes only. */
const beginning = new RegExp(`<head(\\s[^>]*)?>\\s*(${charset})?`, 'i');
const policyMeta = /<meta\s[^>]*http-equiv=["']?content-security-policy\b[^>]*>/gi;

/** The policy with the snippet's hash added to the scripts that may run. */
function allow(policy: string): string {
  const directives = policy.split(';').map((directive) => directive.trim());
  const named = (name: string) => directives.findIndex((directive) => directive.split(/\s/)[0]?.toLowerCase() === name);
  for (const name of ['script-src-elem', 'script-src', 'default-src']) {
    const index = named(name);
    if (index < 0) continue;
    const values = (directives[index] ?? '')
      .split(/\s+/)
      .slice(1)
      .filter((value) => value !== "'none'");
    const allowed = [name === 'default-src' ? 'script-src' : name, ...values, source].join(' ');
    if (name === 'default-src') directives.push(allowed);
    else directives[index] = allowed;
    return directives.filter(Boolean).join('; ');
  }
  return policy;
}

/**
 * A Vite plugin that puts the inline snippet into the head of `index.html`, before every other script, in development and
 * in builds: the page's own bundle runs after the tag, and without it what the tag calls first is lost.
 * @throws TypeError where the nonce is not a string, or could end its attribute; Error from the build where a page has no
 * `<head>`.
 * @example
 * import { iadvizeSnippet } from 'iadvize-callbacks/vite';
 * import { defineConfig } from 'vite';
 * export default defineConfig({ plugins: [iadvizeSnippet()] });
 */
export function iadvizeSnippet({ nonce }: SnippetPluginOptions = {}): SnippetPlugin {
  if (nonce !== undefined && (typeof nonce !== 'string' || !nonce || /["<>&]/.test(nonce))) {
    throw new TypeError('Expected a nonce without quotes and markup');
  }
  const attribute = nonce === undefined ? '' : ` nonce="${nonce}"`;
  const script = `<script${attribute}>${snippet}</script>\n`;

  const handler = (html: string) => {
    const allowed =
      nonce === undefined
        ? html.replace(policyMeta, (meta) =>
            meta.replace(
              /(\scontent=)(?:"([^"]*)"|'([^']*)')/i,
              (_, name: string, double?: string, single?: string) => `${name}"${allow(double ?? single ?? '')}"`,
            ),
          )
        : html;
    if (!beginning.test(allowed)) throw new Error('The page has no <head> to put the iAdvize snippet into');
    return allowed.replace(beginning, (head) => head + script);
  };
  return { name: 'iadvize-callbacks', transformIndexHtml: { order: 'post', handler } };
}
