// @ts-check
import { create } from '../shared/element.js';

/** How texts are quoted, and which keys need not be. */
const script = {
  /** @param {string} text */
  quote: (text) => `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`,
  bare: /^[A-Za-z_$][\w$]*$/,
};
/** @type {typeof script} */
const json = { quote: (text) => JSON.stringify(text), bare: /^$/ };

/**
 * A value as code, in one line.
 *
 * @param {unknown} value
 * @param {typeof script} style
 * @returns {(Node | string)[]}
 */
function literal(value, style) {
  if (typeof value === 'string') return [create('i', 'text', style.quote(value))];
  if (typeof value === 'function') return ['ƒ'];
  if (value instanceof Date) return ['new Date(', ...literal(value.toISOString(), style), ')'];
  if (value instanceof CustomEvent) {
    const { type, bubbles, detail } = value;
    return ['new CustomEvent(', ...list([type, { bubbles, detail }], style), ')'];
  }
  if (Array.isArray(value)) return ['[', ...list(value, style), ']'];
  if (typeof value !== 'object' || !value) return [create('i', 'value', String(value))];
  const fields = Object.entries(value).flatMap(([key, field], index) => [
    `${index ? ', ' : ''}${style.bare.test(key) ? key : style.quote(key)}: `,
    ...literal(field, style),
  ]);
  return fields.length ? ['{ ', ...fields, ' }'] : ['{}'];
}

/**
 * @param {unknown[]} values
 * @param {typeof script} style
 * @returns {(Node | string)[]}
 */
const list = (values, style) => values.flatMap((value, index) => [...(index ? [', '] : []), ...literal(value, style)]);

/**
 * A call of a function.
 *
 * @param {string} name
 * @param {unknown[]} args
 */
export const callOf = (name, args) =>
  create('code', 'call-code', create('b', '', name), '(', ...list(args, script), ')');

/**
 * A request with events in its body, as JSON, one in each line.
 *
 * @param {string} name
 * @param {{ events: unknown[] }} body
 */
export const requestOf = (name, { events }) =>
  create(
    'code',
    'call-code',
    create('b', '', name),
    ' { "events": [',
    ...events.map((event, index) =>
      create('span', 'line', ...literal(event, json), index < events.length - 1 ? ', ' : ''),
    ),
    '] }',
  );
