import { checkOptions, ownOptions, textsByName, wrong } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What can go wrong between the client and the platform. */
export type FaultName =
  | 'forbidden'
  | 'rate-limited'
  | 'unavailable'
  | 'html'
  | 'truncated'
  | 'wrong-envelope'
  | 'empty'
  | 'redirect'
  | 'huge'
  | 'drip'
  | 'hang'
  | 'disconnect'
  | 'endless';

/** An answer of one's own. */
export interface FaultAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is where it is a string, as JSON otherwise. */
  readonly body?: unknown;
}

export type Fault = (request: IncomingMessage, response: ServerResponse) => void;

const json = { 'content-type': 'application/json' };
const send =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Fault =>
  (_, response) => {
    response.writeHead(status, { ...json, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const ok = '{"meta":{"status":"success"},"data":[';

/** 100 MB, as fast as the reader takes it. */
const huge: Fault = (_, response) => {
  const chunk = Buffer.alloc(2 ** 20, '0');
  let left = 100;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(chunk)) return void response.once('drain', more);
    }
    response.end();
  };
  response.writeHead(200, json).write(`${ok}"`);
  more();
};

/** One byte a second. */
const drip: Fault = (_, response) => {
  response.writeHead(200, json);
  const timer = setInterval(() => response.write(' '), 1000);
  response.write(' ');
  response.on('close', () => clearInterval(timer));
};

/** A list of which each page says that there are more. */
const endless: Fault = (request, response) => {
  const page = Number(new URL(request.url ?? '', 'http://stand-in').searchParams.get('page') ?? 1);
  const data = Array.from({ length: 2 }, (_, index) => ({ id: page * 2 + index }));
  const pagination = { page, pages: page + 1, limit: 2, count: page * 2 + 2 };
  send(200, { meta: { status: 'success' }, data, pagination })(request, response);
};

export const faults: Readonly<Record<FaultName, Fault>> = {
  forbidden: send(403, { meta: { status: 'error', message: 'Forbidden' } }),
  'rate-limited': send(429, { meta: { status: 'error', message: 'Too many requests' } }, { 'retry-after': '1' }),
  unavailable: send(503, '<html>Service unavailable</html>', { 'content-type': 'text/html' }),
  html: send(200, '<!doctype html><title>Maintenance</title>', { 'content-type': 'text/html' }),
  truncated: send(200, '{"meta":{"status":"success"},"data":[{"id":1'),
  'wrong-envelope': send(200, { status: 'success', result: [] }),
  empty: send(200, ''),
  redirect: send(302, '', { location: 'http://127.0.0.1:9/elsewhere' }),
  huge,
  drip,
  hang: () => {},
  disconnect: (request) => request.socket.destroy(),
  endless,
};

const answerChecks: OptionChecks<keyof FaultAnswer> = {
  status: ['an HTTP status', (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 999],
  headers: textsByName,
  body: ['anything', () => true],
};

/** A fault by its name, or with an answer of one's own. @throws TypeError for what is none. */
export function faultOf(fault: FaultName | FaultAnswer | Fault): Fault {
  if (typeof fault === 'function') return fault;
  if (typeof fault !== 'string') {
    const { status = 200, body = '', headers } = checkOptions(fault, answerChecks);
    return send(status, body, headers);
  }
  const named = ownOptions(faults)[fault];
  if (!named) throw wrong('Fault', `one of ${Object.keys(faults).join(', ')}`, fault);
  return named;
}
