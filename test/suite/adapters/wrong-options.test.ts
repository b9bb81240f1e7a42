import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../../src';
import { createAdapter, tcfConsent } from '../../../src/adapters';
import type { AdapterOptions } from '../../../src/adapters';
import * as tools from '../../../src/adapters/tools';
import { createTool, leavePage, usePage } from '../../support/analytics';

const shop = usePage();
const { iadvize } = shop;

type Tools = typeof tools;
type Options<Make> = Make extends (...args: infer Args) => Adapter
  ? NonNullable<Args extends [string | URL, unknown?] ? Args[1] : Args[0]>
  : never;
/** What an option must be, in the words of the error; values that it may have, and others with how the error shows them. */
type Row = { readonly expected: string; readonly right: unknown[]; readonly wrong: (readonly [unknown, string])[] };

const noBoolean: Row = {
  expected: 'a boolean',
  right: [true, false, undefined],
  wrong: [
    ['yes', '"yes"'],
    [1, '1'],
    [null, 'null'],
    [[], '[]'],
  ],
};
const noText: Row = {
  expected: 'a string',
  right: ['x', undefined],
  wrong: [
    [42, '42'],
    [null, 'null'],
    [['x', 1], '["x", 1]'],
    [{ toString: () => 'x' }, 'object'],
  ],
};
const method = () => {};
const noConversions = (type: string, right: unknown, wrong: unknown): Row => ({
  expected: `an object of ${type}s, by the events' names`,
  right: [{ chatStarted: right }, {}],
  wrong: [
    [undefined, 'undefined'],
    [null, 'null'],
    [{ chatStarted: wrong }, 'object'],
  ],
});
const noDimensions: Row = {
  expected: 'an object of numbers',
  right: [{ chat_id: 3 }, {}, undefined],
  wrong: [
    [3, '3'],
    [null, 'null'],
    [{ chat_id: 'dimension3' }, 'object'],
  ],
};
const noClient = (...methods: string[]): Row => ({
  expected: `a client with ${methods.join(' and ')}`,
  right: [Object.fromEntries(methods.map((name) => [name, method])), undefined],
  wrong: [
    [{}, 'object'],
    [null, 'null'],
    ['track', '"track"'],
    [Object.fromEntries(methods.map((name) => [name, 1])), 'object'],
    ...methods.slice(1).map((name) => [{ [name]: method }, 'object'] as const),
  ],
});

/** Those of every adapter. */
const common: Record<keyof AdapterOptions, Row> = {
  events: {
    expected: '"all" or a list of events',
    right: [['chatStarted', 'chatEnded'], [], 'all', undefined],
    wrong: [
      ['chatStarted', '"chatStarted"'],
      [['*'], '["*"]'],
      [{}, 'object'],
      [null, 'null'],
    ],
  },
  rename: {
    expected: 'an object or a function',
    right: [{ chatStarted: 'open' }, (name: string) => name, undefined],
    wrong: [
      ['chat', '"chat"'],
      [5, '5'],
      [null, 'null'],
    ],
  },
  parameters: {
    expected: 'an object or a function',
    right: [{ shop: 'fr' }, () => undefined, undefined],
    wrong: [
      ['shop', '"shop"'],
      [true, 'true'],
    ],
  },
  include: {
    expected: 'a list of msg, url, vuid, page',
    right: [['msg', 'url', 'vuid', 'page'], []],
    wrong: [
      ['msg', '"msg"'],
      [['message'], '["message"]'],
    ],
  },
  consent: {
    expected: 'a boolean, a function, a promise or a consent source',
    right: [true, false, () => true, Promise.resolve(true), tcfConsent(), undefined],
    wrong: [
      ['tcf', '"tcf"'],
      [1, '1'],
      [{}, 'object'],
      [null, 'null'],
    ],
  },
  sampling: {
    expected: 'a number from 0 to 1',
    right: [0, 0.5, 1, undefined],
    wrong: [
      ['1', '"1"'],
      [-0.1, '-0.1'],
      [1.1, '1.1'],
      [NaN, 'NaN'],
      [null, 'null'],
      [1n, '1'],
    ],
  },
  oncePerConversation: noBoolean,
  onDropped: {
    expected: 'a function',
    right: [method, undefined],
    wrong: [
      ['log', '"log"'],
      [{}, 'object'],
      [null, 'null'],
      [Symbol('log'), 'Symbol(log)'],
    ],
  },
};

/** Each adapter's own; the compiler asks for every one of them. */
const own: { [Name in keyof Tools]: Record<Exclude<keyof Options<Tools[Name]>, keyof AdapterOptions>, Row> } = {
  adobeClientDataLayer: { dataLayer: noText },
  alloy: {
    client: {
      expected: 'a function',
      right: [method, undefined],
      wrong: [
        [{}, 'object'],
        ['alloy', '"alloy"'],
      ],
    },
    global: noText,
  },
  amplitude: { client: noClient('track') },
  appMeasurement: {
    global: noText,
    variables: {
      expected: 'an object of strings',
      right: [{ chat_id: 'eVar1' }, {}, undefined],
      wrong: [
        ['eVar1', '"eVar1"'],
        [null, 'null'],
        [{ chat_id: 1 }, 'object'],
      ],
    },
  },
  beacon: {
    interval: {
      expected: 'a number from 0',
      right: [0, 5000, undefined],
      wrong: [
        ['1', '"1"'],
        [-1, '-1'],
        [NaN, 'NaN'],
        [null, 'null'],
      ],
    },
    persist: noBoolean,
  },
  clarity: { tags: noBoolean },
  classicAnalytics: { tracker: noText },
  commandersAct: {},
  consoleLog: {},
  contentsquare: { dynamicVariables: noBoolean },
  datadogRum: { client: noClient('addAction', 'onReady') },
  domEvent: {
    target: {
      expected: 'an event target',
      right: [document, window, new EventTarget(), undefined],
      wrong: [
        ['document', '"document"'],
        [{}, 'object'],
        [null, 'null'],
      ],
    },
  },
  eulerian: {},
  fullstory: {},
  ga4: { measurementId: noText, dataLayer: noText },
  googleAds: { conversions: noConversions('string', 'AW-1/a', 1) },
  gtm: { dataLayer: noText },
  heap: {},
  hotjar: {},
  linkedinInsight: { conversions: noConversions('number', 1234567, '1234567') },
  matomo: { dimensions: noDimensions },
  metaPixel: { pixelId: noText },
  microsoftUet: {},
  mixpanel: { client: noClient('track') },
  piano: { client: noClient('sendEvent'), queue: noText },
  pinterest: {},
  piwikPro: { dimensions: noDimensions },
  plausible: { client: noClient('track'), interactive: noBoolean },
  posthog: { client: noClient('capture') },
  rudderstack: { client: noClient('track') },
  segment: { client: noClient('track') },
  snapchat: { conversions: noConversions('string', 'CUSTOM_EVENT_1', 1) },
  snowplow: { client: noClient('trackStructEvent', 'trackSelfDescribingEvent'), global: noText, schema: noText },
  tealium: {},
  tiktok: {},
  umami: {},
  universalAnalytics: { tracker: noText, nonInteraction: noBoolean },
};

/** What the tools that count conversions cannot be without. */
const required: Partial<Record<keyof Tools, object>> = {
  googleAds: { conversions: { chatStarted: 'AW-1/a' } },
  linkedinInsight: { conversions: { chatStarted: 1 } },
  snapchat: { conversions: { chatStarted: 'CUSTOM_EVENT_1' } },
};

const make = (name: keyof Tools, options: object): Adapter => {
  if (name === 'beacon') return tools.beacon('/events', options);
  const tool: (options: never) => Adapter = tools[name];
  return tool((typeof options === 'object' && options ? { ...required[name], ...options } : options) as never);
};

/** What `use` throws. */
function refusal(adapter: Adapter): string {
  try {
    iadvize.use(adapter)();
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as TypeError).message;
  }
  return '';
}

const names = Object.keys(own) as (keyof Tools)[];
const rows = names.flatMap((name) =>
  Object.entries<Row>({ ...common, ...own[name] }).map(([option, row]) => [name, option, row] as const),
);

it('every adapter is in the table', () => {
  expect(names.sort()).toEqual(Object.keys(tools).sort());
});

describe('at use', () => {
  it.each(rows)('%s takes %s where it is right', (name, option, { right }) => {
    for (const value of right) expect(refusal(make(name, { [option]: value }))).toBe('');
  });

  it.each(rows)('%s refuses %s, with what was expected and what was given', (name, option, { expected, wrong }) => {
    for (const [value, shown] of wrong) {
      const message = refusal(make(name, { [option]: value }));
      expect(message).toContain(`Option ${option}: expected ${expected}`);
      expect(message.split(', not ').at(-1)).toBe(shown);
    }
  });

  it.each(names)('%s refuses what is no option of its own or of all', (name) => {
    for (const unknown of ['event', 'measurementID', 'toString', '__proto__x']) {
      const message = refusal(make(name, { [unknown]: undefined }));
      expect(message).toContain(`No option ${unknown}, only events, rename, `);
      for (const option of Object.keys(own[name])) expect(message).toContain(option);
    }
  });

  it.each(names)('%s refuses options that are no object', (name) => {
    expect(refusal(make(name, 'chatStarted' as never))).toBe('Options: expected an object, not "chatStarted"');
    expect(refusal(make(name, null as never))).toBe('Options: expected an object, not null');
  });

  it.each(names)('%s refuses to stand for an adapter itself', (name) => {
    const maker = name === 'consoleLog' ? 'console' : name;
    const message = `Adapter: expected ${maker}(…), not "${maker}"`;
    expect(refusal(tools[name] as unknown as Adapter)).toBe(message);
  });

  it.each(['chatStart', 'toString', undefined])('an event is refused that the page does not have: %s', (type) => {
    expect(refusal(createTool({ events: [type as never] }).adapter)).toContain(String(type));
  });

  it.each([
    ['http://', '"http://"'],
    ['', '""'],
    [' ', '" "'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{}, 'object'],
  ])('beacon refuses an address that is none: %j', (address, shown) => {
    expect(refusal(tools.beacon(address as never))).toBe(`Address of the beacon: expected a URL, not ${shown}`);
  });

  it('beacon takes the address as an object', () => {
    expect(refusal(tools.beacon(new URL('/events', location.href)))).toBe('');
  });

  it('one of one’s own takes the options that it says, and no others', () => {
    const own = (options: object) =>
      createAdapter(
        {
          name: 'own',
          options: { account: ['an account number', (value) => Number.isInteger(value)] },
          find: () => undefined,
          send: () => {},
        },
        options,
      );
    expect(refusal(own({ account: 7 }))).toBe('');
    expect(refusal(own({ account: '7' }))).toBe('Option account: expected an account number, not "7"');
    expect(refusal(own({ acount: 7 }))).toMatch(/^No option acount, only .*account$/);
  });

  it('an option that the page added to every object is none of ours', () => {
    Object.defineProperty(Object.prototype, 'mootools', {
      value: 1,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    try {
      expect(refusal(tools.hotjar({}))).toBe('');
    } finally {
      Reflect.deleteProperty(Object.prototype, 'mootools');
    }
  });

  it('a refused adapter sends nothing and stops no other', () => {
    const [good, bad] = [createTool(), createTool({ sampling: 2 })];
    iadvize.use(good.adapter);
    expect(refusal(bad.adapter)).not.toBe('');
    shop.tag.fire('onChatStarted');
    leavePage();
    expect([good.types(), bad.types()]).toEqual([['chatStarted'], []]);
  });
});
