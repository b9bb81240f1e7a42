import type { CallbackName, EventName } from '../../../src';
import { createFakeTag } from 'iadvize-callbacks/testing';
import type { FakeTag } from 'iadvize-callbacks/testing';
import type { Era, Reads } from '../steps';
import { inOwnMillisecond } from './clock';
import { write } from './records';

/** Told of each call before it is made. */
export type Watch = (call: TagCall, proceed: () => void) => void;

export interface TagCall {
  readonly callback: CallbackName;
  readonly type: EventName;
  readonly argument: unknown;
  readonly time: number;
}

const eventName = (callback: CallbackName) => (callback.charAt(2).toLowerCase() + callback.slice(3)) as EventName;

/** The fake tag, each of whose calls is written down before the page hears of it. */
export function createWatchedTag(era: Era, reads: Reads, watch: Watch): FakeTag {
  const tag = createFakeTag({ era, reads });
  const call = tag.call.bind(tag);

  tag.call = (callback, ...args) => {
    inOwnMillisecond((time) => {
      write((records) => (records.fired += 1));
      watch({ callback, type: eventName(callback), argument: args[0], time }, () => {
        try {
          call(callback, ...args);
        } catch (error) {
          write(({ problems }) => problems.push(`an exception reached the tag: ${String(error)}`));
        }
      });
    });
  };
  return tag;
}
