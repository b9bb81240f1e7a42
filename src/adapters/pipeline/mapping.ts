import { attempt } from '../../core/attempt';
import { callbackNames } from '../../core/callbacks';
import type { IAdvizeEvent } from '../../core/event';
import type { Operator } from '../../core/fields';
import { ownOptions } from '../../shared/check-options';
import type { AnalyticsEvent, ParameterValue } from './analytics-event';
import { privateFields } from './options';
import type { AdapterOptions, PrivateField } from './options';

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** An address without query string, fragment and credentials; undefined where nothing else is left, as of `mailto:`. */
function publicPart(url: string): string | undefined {
  try {
    const { origin, pathname } = new URL(url, location.href);
    return origin === 'null' ? undefined : origin + pathname;
  } catch {
    return undefined;
  }
}

/**
 * What analytics tools are told of an event, by the same rules for each:
 *
 * - name: `iadvize_` and the event's name in snake case, such as `iadvize_chat_started`;
 * - action: the event's name in words, such as `Message Received`, and `Chat Start` for what starts and ends;
 * - label: who started or ended the chat; the name of the rule, offer or link;
 * - parameters: the fields that have a value, in snake case, such as `started_by`; a field of one word follows the
 *   event's first word, such as `rule_id` and `link_name`. `conversation_id` is the conversation's UUID, and the id of
 *   the REST API on tags from before 2020, which is also the `chat_id`.
 *
 * Chats and calls come out as in the example of the iAdvize documentation of 2016, "How to use callbacks", but for one
 * thing: there, the label of 'Chat End' is `obj.startedBy`, a slip, since that callback is given `endedBy`.
 */
export function toAnalyticsEvent(event: IAdvizeEvent, options: AdapterOptions = {}): AnalyticsEvent {
  const { type, callback, detail, timestamp, page } = event;
  const { include = [], rename, parameters: extra } = options;
  const typeName = snakeCase(type);
  const parameters: Record<string, ParameterValue> = {};

  const add = (name: string, value: unknown) => {
    if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
      parameters[name] = value as ParameterValue;
    }
  };

  // Only of callbacks in the table: of others, nobody knows which fields are private.
  const fields = ownOptions((callbackNames.includes(callback) && detail) || {});
  for (const field in fields) {
    const value = fields[field];
    const name = /[A-Z]|vuid/.test(field) ? snakeCase(field) : `${typeName.split('_')[0]}_${field}`;
    if (include.includes(field as PrivateField) || !privateFields.includes(field as PrivateField)) add(name, value);
    else if (field === 'url' && value) add(name, publicPart(value as string));
  }
  const operator = fields['operator'] as Operator | undefined;
  add('operator_id', operator?.id);
  add('operator_external_id', operator?.externalId);
  add('conversation_id', fields['conversationId'] ?? parameters['chat_id']);

  let name = `iadvize_${typeName}`;
  // If a function of the site throws, only its part of the event is missing.
  attempt(() => {
    const other = typeof rename === 'function' ? rename(name, type) : rename?.[type];
    if (other && typeof other === 'string') name = other;
  });
  attempt(() => {
    const more = typeof extra === 'function' ? extra(event) : extra;
    for (const key in more) add(key, more[key]);
  });

  return {
    name,
    category: 'iAdvize',
    action: callback
      .slice(2)
      .replace(/\B[A-Z]/g, ' $&')
      .replace(/(Start|End)ed$/, '$1'),
    label: (fields['startedBy'] ?? fields['endedBy'] ?? fields['label'] ?? fields['name']) as string | undefined,
    parameters,
    page: include.includes('page') ? page : publicPart(page),
    timestamp,
    type,
    event,
  };
}
