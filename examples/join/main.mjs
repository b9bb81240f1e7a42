// Prints conversion per rule and per page, and draws it: node examples/join/main.mjs [folder for the charts]
import { writeFile } from 'node:fs/promises';
import { createBeaconReceiver, createClient } from 'iadvize-callbacks/server';
import { startPlatform } from 'iadvize-callbacks/testing/server';
import { chart, join, table } from './join.mjs';

const folder = process.argv[2];

// Here a stand-in for the platform; on your server, `createClient({ apiKey: process.env.IADVIZE_API_KEY })` is all.
const platform = await startPlatform({ now: Date.UTC(2024, 5, 1), conversations: 250 });
const client = createClient({ apiKey: platform.apiKey, baseUrl: platform.url });

/** What the receiver of `beacon` has kept; your own would write to a database. */
const events = [];
const collect = createBeaconReceiver((batch) => void events.push(...batch.events), { rateLimit: { requests: 1000 } });

/** Here, what the page of one of the stand-in's conversations would have sent. */
async function send(batch) {
  const body = JSON.stringify({ events: batch });
  const headers = { 'content-type': 'application/json', origin: 'https://www.shop.example' };
  const answer = await collect(new Request('https://www.shop.example/events', { method: 'POST', headers, body }));
  if (!answer.ok) throw new Error(`The receiver answered ${answer.status}`);
}

const labels = { 107: 'Home page', 108: 'Product pages', 109: 'Cart, 30 seconds' };
const period = { from: Date.UTC(2023, 7, 1), to: Date.UTC(2024, 5, 2) };
for await (const { id, rule_id, created_at, history } of client.conversation.list({ filters: period })) {
  const { origin, pathname } = new URL(history.entries.find(({ type }) => type === 'page').text);
  const page = origin + pathname;
  const common = { name: 'iadvize_rule_started', type: 'ruleStarted', page };
  const rule = { rule_id, rule_label: labels[rule_id] };
  const visit = `visit-${id}`;
  await send([
    { ...common, id: `${id}-0`, timestamp: created_at - 20_000, parameters: { ...rule, visit } },
    // As many visitors again saw the rule and did not chat.
    { ...common, id: `${id}-1`, timestamp: created_at, parameters: { ...rule, visit: `other-${id}` } },
    {
      ...{ id: `${id}-2`, name: 'iadvize_chat_started', type: 'chatStarted', page, timestamp: created_at },
      parameters: { chat_id: id, visit },
    },
  ]);
}

const transactions = client.transaction.list({ filters: { ...period, conversation_id: '!null' } });
const { byRule, byPage } = await join(events, transactions);
console.log(`${table('rule', byRule)}\n\n${table('page', byPage)}`);
if (folder) {
  await writeFile(`${folder}/by-rule.svg`, chart('Orders per chat, by rule', byRule));
  await writeFile(`${folder}/by-page.svg`, chart('Orders per chat, by page', byPage));
}
await platform.close();
