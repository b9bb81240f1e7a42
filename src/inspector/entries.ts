import type { IAdvizeEvent } from '../core/event';

/** A line of the timeline: an event, or an error of the page's code. */
export interface Entry {
  readonly type: string;
  /** In epoch milliseconds. */
  readonly timestamp: number;
  readonly detail: unknown;
  readonly error: boolean;
}

/** What is shown, and copied, in place of a message's text. */
export const mask = '••••••';

export const fromEvent = ({ type, timestamp, detail }: IAdvizeEvent): Entry => ({
  type,
  timestamp,
  detail,
  error: false,
});

export const fromError = ({ message, filename, lineno }: ErrorEvent): Entry => ({
  type: 'error',
  timestamp: Date.now(),
  detail: { message, script: filename, line: lineno },
  error: true,
});

/** As JSON; what the visitor and the operator wrote is masked unless `revealed`. */
export function write(value: unknown, revealed: boolean, indent?: number): string {
  try {
    const json = JSON.stringify(
      value,
      (key, field: unknown) => (key === 'msg' && field !== undefined && !revealed ? mask : field),
      indent,
    ) as string | undefined;
    return json ?? String(value);
  } catch (error) {
    return String(error);
  }
}
