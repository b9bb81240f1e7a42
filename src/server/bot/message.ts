import { isRecord } from '../rest/kinds';
import type { Payload } from './wire';

/** Something that a visitor wrote or sent. */
export interface VisitorMessage {
  /** The platform's id of it. */
  readonly id: string;
  /** What it says; empty where it is no text. A chosen quick reply is a text like any other. */
  readonly text: string;
  /** What it holds; where `contentType` is none of the documented ones, as it came. */
  readonly payload: Payload | { readonly contentType: string; readonly [field: string]: unknown };
  /** When, in epoch milliseconds; undefined where the platform's date cannot be read. */
  readonly createdAt: number | undefined;
}

/** A message of anybody's, as it comes from the platform. */
export interface ReadMessage extends VisitorMessage {
  readonly fromVisitor: boolean;
}

/** Reads an ISO 8601 date, also with a zone in brackets behind it, into epoch milliseconds. */
function instantOf(value: unknown): number | undefined {
  const instant = typeof value === 'string' ? Date.parse(value.replace(/\[[^\]]*\]$/, '')) : NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

/** @throws TypeError where it has no id, author or content. */
export function readMessage(value: unknown): ReadMessage {
  const { idMessage, author, payload, createdAt } = isRecord(value) ? value : {};
  if (typeof idMessage !== 'string' || !idMessage || idMessage.length > 256) throw new TypeError('No idMessage');
  if (!isRecord(author) || typeof author['role'] !== 'string') throw new TypeError('No author');
  if (!isRecord(payload) || typeof payload['contentType'] !== 'string') throw new TypeError('No payload');
  const { contentType, value: text } = payload;
  return {
    id: idMessage,
    text: contentType === 'text' && typeof text === 'string' ? text : '',
    payload: { ...payload, contentType },
    createdAt: instantOf(createdAt),
    // Whoever else there may be, the bot does not answer them.
    fromVisitor: author['role'] === 'visitor',
  };
}
