import { aTimeZone } from '../../server/rest/time-zone';
import { aWholeNumber, checkOptions } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { toWallClock } from '../../shared/wall-clock';

/** A record, as the REST API would send it. */
export type PlatformRecord = Record<string, unknown> & { id: number };

/** What a stand-in for the platform knows, by the path of the resource; change it as a test needs. */
export interface PlatformData {
  readonly client: PlatformRecord[];
  readonly website: PlatformRecord[];
  readonly operator: PlatformRecord[];
  readonly group: PlatformRecord[];
  readonly skill: PlatformRecord[];
  readonly conversation: PlatformRecord[];
  readonly tag: PlatformRecord[];
  readonly transaction: PlatformRecord[];
  readonly satisfaction: PlatformRecord[];
  readonly visitor: PlatformRecord[];
  readonly callmeeting: PlatformRecord[];
}

/** The lists of {@link PlatformData}. */
export const resources: readonly (keyof PlatformData)[] = [
  'client',
  'website',
  'operator',
  'group',
  'skill',
  'conversation',
  'tag',
  'transaction',
  'satisfaction',
  'visitor',
  'callmeeting',
];

export interface DataOptions {
  /** How many conversations. Default: 250. */
  readonly conversations?: number | undefined;
  /** Over how many days up to now they are spread. Default: 270. */
  readonly days?: number | undefined;
  /** The time at which the data ends, in epoch milliseconds. Default: now. */
  readonly now?: number | undefined;
  /** Default: `'Europe/Paris'`. */
  readonly timeZone?: string | undefined;
}

export const dataChecks: OptionChecks<keyof DataOptions> = {
  conversations: aWholeNumber,
  days: ['a number of days, more than 0', (value) => Number.isFinite(value) && Number(value) > 0],
  now: ['epoch milliseconds', Number.isFinite],
  timeZone: aTimeZone,
};

const people = [
  ['Camille', 'Moreau', 'Cam'],
  ['Lucas', 'Petit', 'Luc'],
  ['Inès', 'Garnier', 'Inès G.'],
  ['Jonas', 'Weber', 'Jonas'],
  ['Maria', 'Santos', 'María'],
  ['Émile', 'O’Connor', 'Émile'],
] as const;

const exchanges = [
  ['Hello, is this shoe waterproof?', 'Hello! It is: two hours in the rain and your feet stay dry.'],
  ['Bonjour, où est ma commande ?', 'Bonjour, elle est partie ce matin.'],
  ['Do you ship to Ireland?', 'We do, in three days, and "express" in one.'],
  ['The size [42] is missing, will it be back?', 'Next week, and I can keep a pair for you.'],
] as const;

const pages = ['https://shop.example/', 'https://shop.example/shoes/trail', 'https://shop.example/cart'] as const;
const pageTypes = ['home', 'product', 'cart'] as const;
const day = 86_400_000;

/** Whole numbers below a bound, the same ones in each run. */
function createDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * A visitor's unique id, as the tag reports it in `vuid` and the REST API in `visitor_uid`.
 * @example
 * import { visitorUid } from 'iadvize-callbacks/testing/server';
 * const vuid = visitorUid(1);
 */
export const visitorUid = (visitor: number) =>
  `0a1572b7cc5027fe443f4203eaf0b98d4cbea6d3${visitor.toString(16).padStart(5, '0')}`;

/**
 * A shop with its team, a season of conversations, and what came of them.
 * @throws TypeError for wrong options, naming them.
 * @example
 * import { createPlatformData, startPlatform } from 'iadvize-callbacks/testing/server';
 * const data = createPlatformData({ conversations: 10, days: 7 });
 * const platform = await startPlatform({ data });
 */
export function createPlatformData(options: DataOptions = {}): PlatformData {
  checkOptions(options, dataChecks);
  const { conversations: amount = 250, days = 270, now = Date.now(), timeZone = 'Europe/Paris' } = options;
  const dice = createDice(2016);
  const clock = (instant: number) => toWallClock(instant, timeZone);
  const founded = clock(now - 2 * 365 * day);

  const data: PlatformData = {
    client: [{ id: 1, lang: 'fr' }],
    website: [
      { id: 1, url: 'https://shop.example', label: 'Shop' },
      { id: 2, url: 'https://outlet.example', label: 'Outlet' },
    ],
    operator: people.map(([first_name, name, pseudo], index) => ({
      id: 101 + index,
      name,
      first_name,
      pseudo,
      email: `agent${101 + index}@shop.example`,
      external_id: index % 2 ? `HR-${index}` : null,
      role: index ? 'operator' : 'admin',
      roles: index ? ['operator'] : ['admin', 'manager'],
      chat_enabled: 1,
      call_enabled: index % 2 ? '1' : '0',
      video_enabled: false,
      chat_max_number: 3 + (index % 3),
      chat_and_call: '0',
      chat_priority: index % 2 ? 10 : 0,
      call_priority: 0,
      video_priority: 0,
      language_list: index % 2 ? ['fr', 'en'] : ['fr'],
      language_admin: 'fr',
      group_id: 11 + (index % 2),
      website_list: [1, 2],
      skill_list: [21 + (index % 3)],
      sso_key: `sso${(101 + index).toString(36)}c0ffee${index}`,
    })),
    group: [
      { id: 11, name: 'Advisers', created_at: founded, parent_id: null, operator_list: [101, 103, 105] },
      { id: 12, name: 'Evening team', created_at: founded, parent_id: 11, operator_list: [102, 104, 106] },
    ],
    skill: [
      { id: 21, name: 'Shoes', order: 1, created_at: founded, parent_id: null, operator_list: [101, 104] },
      { id: 22, name: 'Orders', order: 2, created_at: founded, parent_id: null, operator_list: [102, 105] },
      { id: 23, name: 'Returns', order: 3, created_at: founded, parent_id: 22, operator_list: [103, 106] },
    ],
    conversation: [],
    tag: [
      { id: 31, name: 'Advice', website_id: [1, 2] },
      { id: 32, name: 'Delivery', website_id: [1] },
    ],
    transaction: [],
    satisfaction: [],
    visitor: Array.from({ length: 40 }, (_, index) => ({
      id: 501 + index,
      unique_id: visitorUid(501 + index),
      external_id: index % 3 ? null : `CRM-${index}`,
      lastname: `Visitor ${index}`,
      firstname: 'Alex',
      address: `${index + 1} rue de la Paix`,
      city: 'Nantes',
      zip: '44000',
      country: 'France',
      phone: '0600000000',
      email: `visitor${index}@mail.example`,
      browser: 'Firefox',
      website_id: [1],
      created_at: clock(now - (300 + index) * day),
    })),
    callmeeting: [
      { status: 'pending', skill_id: null },
      { status: 'done', skill_id: '22' },
    ].map((changes, index) => ({
      id: 801 + index,
      phone_number: '0614037735',
      visitor_uid: visitorUid(501),
      start_at: clock(now - index * day),
      website_id: 1,
      targeting_rule_id: '107',
      ...changes,
    })),
  };

  for (let index = 0; index < amount; index += 1) {
    const id = 1001 + index;
    // Oldest first, at any time of the day.
    const start = now - Math.round(((amount - index) / amount) * days * day) + dice(3_600_000);
    const end = start + 60_000 + dice(600_000);
    const visitor = 501 + dice(40);
    const shown = dice(3);
    const operator_id = 101 + dice(people.length);
    const rule_id = 107 + shown;
    const [question, reply] = exchanges[dice(exchanges.length)] ?? exchanges[0];
    const entry = (code: number, instant: number, text: string, dated = true) =>
      JSON.stringify([code, clock(instant), text, ...(dated ? [instant] : [])]);

    data.conversation.push({
      id,
      channel: id % 11 ? 'chat' : 'call',
      visitor_uid: visitorUid(visitor),
      history: [
        entry(5, start - 3000, pages[shown] ?? pages[0], false),
        entry(2, start, question),
        entry(3, start + 7000, 'The chat rule has been activated.', false),
        entry(1, start + 20_000, reply),
        entry(3, end, 'OPERATOR_CHAT_CLOSE', false),
      ].join(','),
      operator_answer: 1,
      operator_closed: id % 2 ? '1' : '0',
      waitinglist: 0,
      page_type: pageTypes[shown],
      created_at: clock(start),
      closed_at: clock(end),
      website_id: id % 5 ? 1 : 2,
      operator_id,
      skill_id: 21 + dice(3),
      tag_list: id % 4 ? [31] : [31, 32],
      rule_id,
    });
    // One conversation in three leads to an order, one visitor in four answers the survey.
    if (dice(3) === 0) {
      data.transaction.push({
        id: 5001 + index,
        external_id: `ORDER-${5001 + index}`,
        visitor_uid: visitorUid(visitor),
        visitor_email: `visitor${visitor - 501}@mail.example`,
        amount: 20 + dice(18_000) / 100,
        created_at: clock(end + dice(3_600_000)),
        website_id: id % 5 ? 1 : 2,
        operator_id,
        conversation_id: id,
      });
    }
    if (dice(4) === 0) {
      data.satisfaction.push({
        id: 9001 + index,
        note_welcome: 0.8,
        note_resolution: String(0.6 + dice(5) / 10),
        node_delay: 1,
        created_at: clock(end + 30_000),
        website_id: id % 5 ? 1 : 2,
        operator_id,
        conversation_id: id,
      });
    }
  }
  return data;
}
