/** What the frame tells of its page. */
export interface Message {
  readonly kind: 'call' | 'end' | 'error' | 'event' | 'log';
  /** The event's or the callback's name. */
  readonly type: string;
  /** What it carries, as JSON, or what was written to the console. */
  readonly text: string;
}

const kinds = ['call', 'end', 'error', 'event', 'log'];

/** Whether a message of the frame is one of ours: its page is the visitor's and may send anything. */
export const isMessage = (data: unknown): data is Message => {
  const { kind, type, text } = Object(data) as Partial<Record<keyof Message, unknown>>;
  return kinds.includes(String(kind)) && typeof type === 'string' && typeof text === 'string';
};

/** Tells of what the page's scripts write and throw, and of nothing else. */
const reporter = `{
  const tell = (kind, text) => parent.postMessage({ kind, type: '', text }, '*');
  console.log = (...values) => tell('log', values.map((value) => typeof value === 'string' ? value : JSON.stringify(value)).join(' '));
  addEventListener('error', ({ message }) => message && tell('error', message));
}`;

export interface Setup {
  /** The visitor's HTML. */
  readonly page: string;
  readonly era: string;
  readonly reads: string;
  /** Where the built files are, with a slash at the end. */
  readonly files: string;
}

/** The frame's document: the visitor's page between what reports of it and the fake tag. */
export const documentOf = ({ page, era, reads, files }: Setup): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The page</title><base href="${files}">
<script>${reporter}</script>
${page}
<script src="stand-in.js" data-era="${era}" data-reads="${reads}"></script>
</head><body></body></html>`;
