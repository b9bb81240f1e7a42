// Joins what happened on the page with what iAdvize recorded: which rule, and which page, led to orders.

/**
 * What the receiver of `beacon` hands over. The site gives each event a parameter of its own:
 * `beacon('/events', { parameters: () => ({ visit: sessionStorage.visit }) })`.
 * @typedef {import('iadvize-callbacks/server').CollectedEvent} PageEvent
 *
 * @typedef {{ name: string, shown: number, chats: number, orders: number, turnover: number, conversion: number }} Row
 */

/**
 * A chat belongs to the rule that was shown last in the same visit, and to the page on which it began; an order belongs to
 * the chat that the platform attributes it to.
 * @param {Iterable<PageEvent>} events
 * @param {AsyncIterable<{ conversation_id?: string | null, amount?: number | null }>} transactions
 * @returns {Promise<{ byRule: Row[], byPage: Row[] }>}
 */
export async function join(events, transactions) {
  const byRule = new Map();
  const byPage = new Map();
  const rowOf = (rows, name = '(none)') => {
    if (!rows.has(name)) rows.set(name, { name, shown: 0, chats: 0, orders: 0, turnover: 0, conversion: 0 });
    return rows.get(name);
  };

  /** The rule that a visit saw last, and the rows of a chat by its id in the REST API. */
  const rules = new Map();
  const chats = new Map();
  // Events of a page that was closed arrive late.
  for (const { type, page, parameters } of [...events].sort((a, b) => a.timestamp - b.timestamp)) {
    const { visit, rule_label, chat_id } = parameters;
    if (type === 'ruleStarted') {
      rules.set(visit, rule_label);
      rowOf(byRule, rule_label).shown += 1;
      rowOf(byPage, page).shown += 1;
    }
    if (type === 'chatStarted' && !chats.has(chat_id)) {
      const rows = [rowOf(byRule, rules.get(visit)), rowOf(byPage, page)];
      for (const row of rows) row.chats += 1;
      chats.set(chat_id, rows);
    }
  }

  for await (const { conversation_id, amount } of transactions) {
    for (const row of chats.get(conversation_id) ?? []) {
      row.orders += 1;
      row.turnover += amount ?? 0;
    }
  }

  const sorted = (rows) =>
    [...rows.values()]
      .map((row) => ({ ...row, conversion: row.chats ? row.orders / row.chats : 0 }))
      .sort((a, b) => b.conversion - a.conversion || a.name.localeCompare(b.name));
  return { byRule: sorted(byRule), byPage: sorted(byPage) };
}

const percent = (share) => `${(share * 100).toFixed(1)} %`;

/**
 * @param {string} title
 * @param {Row[]} rows
 */
export function table(title, rows) {
  const cells = [
    [title, 'shown', 'chats', 'orders', 'turnover', 'conversion'],
    ...rows.map(({ name, shown, chats, orders, turnover, conversion }) => [
      name,
      String(shown),
      String(chats),
      String(orders),
      turnover.toFixed(2),
      percent(conversion),
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells
    .map((row) =>
      row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join('  '),
    )
    .join('\n');
}

const escape = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * A bar for each row, as an SVG image.
 * @param {string} title
 * @param {Row[]} rows
 */
export function chart(title, rows) {
  const most = Math.max(...rows.map(({ conversion }) => conversion)) || 1;
  const bars = rows.map(({ name, conversion }, index) => {
    const y = 56 + index * 36;
    const width = Math.round((conversion / most) * 320);
    return `
  <text x="190" y="${y + 16}" text-anchor="end">${escape(name)}</text>
  <rect x="200" y="${y}" width="${width}" height="24" rx="3" fill="#2b6cb0"/>
  <text x="${208 + width}" y="${y + 16}">${percent(conversion)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="620" height="${72 + rows.length * 36}" role="img" font-family="sans-serif" font-size="14">
  <title>${escape(title)}</title>
  <rect width="100%" height="100%" fill="#fff"/>
  <text x="20" y="32" font-size="18" font-weight="bold">${escape(title)}</text>${bars.join('')}
</svg>
`;
}
