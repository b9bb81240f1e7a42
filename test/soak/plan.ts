import type { Behaviour } from './endpoint';
import type { Random } from './random';
import { toolNames } from './steps';
import type { AdapterName, Answer, Arrangement, ConsentKind, Era, PagePlan, Reads, Step } from './steps';
import { callbacksOf, teams } from './teams';
import type { Removal, Team } from './teams';

/** What comes next in a tab: another page, by the address bar or by a link; the same again; or more on the one it shows. */
export interface Activity {
  /** `'kill'` shows it, and after its steps takes the tab away without a word. */
  readonly go: 'goto' | 'leave' | 'reload' | 'stay' | 'kill';
  /** Of the visitor's pages. */
  readonly page: number;
  readonly steps: readonly Step[];
}

/** A time in which the visitor's answer and the network stay as they are. */
export interface Phase {
  readonly answer: Answer;
  /** Whether consent is withdrawn without waiting for what is under way. */
  readonly abrupt: boolean;
  readonly network: 'offline' | Behaviour;
  /** What happens in each tab, at the same time. */
  readonly tabs: readonly (readonly Activity[])[];
}

export interface VisitorPlan {
  readonly number: number;
  /** The first is a plain one, on which everything settles. */
  readonly pages: readonly PagePlan[];
  readonly phases: readonly Phase[];
  /** Whether it stays on one page all the time. */
  readonly stays: boolean;
}

/** How many page views of visitors who come and go, and how many routes of the one who stays, a minute of the shop's has. */
const [viewsPerMinute, routesPerMinute] = [40, 50];

const plainPage = (era: Era): PagePlan => ({
  path: 'home',
  arrangement: 'script',
  era,
  reads: 'live',
  consentKind: 'source',
  teams: [],
  tools: [],
  late: [],
});

/** The answers that visitors give, one after the other. */
const answers: readonly [Answer[], ...Answer[][]] = [
  [true],
  [true],
  [true],
  [null, true],
  [null, true],
  [null, false],
  [null],
  [false, true],
  [true, false],
  [true, false, true],
];

const outages = ['offline', 'refuses', 'hangs', 'closes'] as const;
const readingStyles = ['live', 'reference', 'snapshot'] as const satisfies readonly Reads[];

function planPage(random: Random, era: Era, kinds: readonly [ConsentKind, ...ConsentKind[]]): PagePlan {
  const arrangement = random.pick<Arrangement>([
    'script',
    'script',
    'after-var',
    'snippet',
    'after-tag',
    'modules',
    'twice',
    'on-demand',
  ]);
  // A tag that has already copied the functions is out of reach.
  const reads = arrangement === 'after-tag' ? random.pick<Reads>(['live', 'reference']) : random.pick(readingStyles);
  const tools = toolNames.filter(() => random.percent(50));
  return {
    path: random.pick(['product', 'search', 'cart', 'account']),
    arrangement,
    era,
    reads,
    consentKind: random.pick(kinds),
    teams: teams.filter(() => random.percent(35)),
    tools,
    late: tools.filter(() => random.percent(30)),
  };
}

/**
 * What happens to the tools of a page.
 * @param back whether it leaves them as they were
 */
function planTools(random: Random, { tools }: PagePlan, back = false): Step[] {
  const steps: Step[] = [];
  for (const tool of tools) {
    if (random.percent(25) && tool !== 'gtm')
      steps.push({ do: 'tool', tool, state: 'absent' }, { do: 'burst', count: 2 });
    if (back || random.percent(70))
      steps.push({ do: 'tool', tool, state: random.pick(['there', 'replaced', 'throwing']) });
  }
  const adapter = random.pick<AdapterName>(['beacon', ...tools]);
  if (random.percent(25)) {
    steps.push({ do: 'remove', adapter }, { do: 'burst', count: random.between(0, 3) });
    if (back || random.percent(80)) steps.push({ do: 'use', adapter });
  }
  return steps;
}

const planRoute = (random: Random, { arrangement }: PagePlan): Step => ({
  do: 'route',
  path: `product-${random.between(1, 999)}`,
  teams: teams.filter(() => random.percent(30)),
  // Where a `var` came first, the library hears of script elements only.
  asScript: arrangement === 'after-var' || random.percent(30),
  rules: random.between(0, 3),
});

function planClearing(random: Random): Step {
  const team = random.pick<Team>(teams);
  const [callback = 'onChatStarted'] = callbacksOf[team];
  return { do: 'clear', callback, removal: random.pick<Removal>(['delete', 'null', 'undefined', 'object']) };
}

function planConversation(random: Random): Extract<Step, { do: 'play' }> {
  return {
    do: 'play',
    conversation: random.pick(['chat', 'chat', 'assisted', 'call']),
    from: 0,
    to: 99,
    id: random.between(1, 999_999_999),
    pace: random.percent(25) ? 0.5 : 0,
  };
}

function planSteps(random: Random, page: PagePlan): Step[] {
  const steps: Step[] = [];
  const sometimes = (part: number, ...more: Step[]) => {
    if (random.percent(part)) steps.push(...more);
  };
  for (let routes = random.between(0, 3); routes; routes -= 1) steps.push(planRoute(random, page));
  sometimes(30, planConversation(random));
  steps.push(...planTools(random, page));
  sometimes(25, { do: 'burst', count: random.between(1, 30) });
  sometimes(8, planClearing(random), planRoute(random, page));
  sometimes(8, { do: 'tag' }, { do: 'burst', count: 2 });
  sometimes(4, { do: 'odd' });
  sometimes(8, { do: 'hide' }, { do: 'burst', count: random.between(1, 5) }, { do: 'show' });
  sometimes(15, { do: 'wait', time: random.between(200, 3000) });
  return steps;
}

/** What a tab shows while pages load: visits, some of them with a conversation that goes on from one page to the next. */
function planTab(random: Random, pages: readonly PagePlan[], visits: number, killed: boolean): Activity[] {
  const activities: Activity[] = [];
  let page = 0;
  let under: Extract<Step, { do: 'play' }> | undefined;
  for (let visit = 0; visit < visits; visit += 1) {
    const go = visit ? random.pick<Activity['go']>(['goto', 'leave', 'reload']) : 'goto';
    if (go !== 'reload') page = random.between(1, pages.length - 1);
    const steps = planSteps(random, pages[page] ?? plainPage('2020'));
    if (under) steps.unshift({ ...under, from: 8 });
    under = random.percent(20) ? { ...planConversation(random), conversation: 'chat' } : undefined;
    if (under) steps.push({ ...under, to: 8 });
    activities.push({ go, page, steps });
  }
  if (killed) {
    page = random.between(1, pages.length - 1);
    activities.push({ go: 'kill', page, steps: planSteps(random, pages[page] ?? plainPage('2020')) });
  }
  return activities;
}

/** What a tab does on the page that it shows. */
function planStay(random: Random, page: PagePlan, routes: number): Activity {
  const steps: Step[] = [];
  for (let route = 0; route < routes; route += 1) {
    steps.push(planRoute(random, page));
    if (random.percent(15)) steps.push(planConversation(random));
    if (random.percent(10)) steps.push(...planTools(random, page, true));
    if (random.percent(5)) steps.push(planClearing(random));
    if (random.percent(3)) steps.push({ do: 'hide' }, { do: 'burst', count: 2 }, { do: 'show' });
    if (random.percent(3)) steps.push({ do: 'tag' });
    if (random.percent(1)) steps.push({ do: 'odd' });
    steps.push({ do: 'wait', time: random.between(50, 400) });
  }
  return { go: 'stay', page: 1, steps };
}

function planVisitor(random: Random, number: number): VisitorPlan {
  const era = random.pick<Era>(['2016', '2020']);
  const given = random.pick(answers);
  // A promise gives one answer, and asking the tag takes one that has the Web SDK.
  const kinds: readonly [ConsentKind, ...ConsentKind[]] =
    given.filter((answer) => answer !== null).length > 1
      ? ['source', 'function', 'iadvize', 'didomi']
      : ['source', 'function', 'iadvize', 'didomi', 'promise'];
  const pages = [plainPage(era), ...Array.from({ length: 4 }, () => planPage(random, era, kinds))];
  const tabs = random.pick([1, 1, 1, 2, 3]);
  const phases: Phase[] = [];

  const add = (answer: Answer, network: Phase['network'], abrupt = false) => {
    const plans = Array.from({ length: tabs }, (): Activity[] => {
      if (network !== 'offline') {
        // Where the endpoint takes what the tab still has under way.
        const killed = network === 'accepts' && random.percent(15);
        return planTab(random, pages, random.between(2, 4), killed);
      }
      const stay: Activity = { go: 'stay', page: 0, steps: [{ do: 'burst', count: random.between(1, 20) }] };
      const chat: Activity = { go: 'stay', page: 0, steps: [planConversation(random), { do: 'wait', time: 500 }] };
      const attempt: Activity = { go: 'goto', page: 1, steps: [] };
      return random.percent(50) ? [stay, chat, attempt] : [stay, chat];
    });
    phases.push({ answer, abrupt, network, tabs: plans });
  };

  for (const answer of given) {
    add(answer, 'accepts', random.percent(30));
    if (random.percent(30)) {
      add(answer, random.pick(outages));
      add(answer, 'accepts');
    }
  }
  return { number, pages, phases, stays: false };
}

/** Who leaves one page open for the whole time. What happens to it comes round several times. */
export interface ResidentPlan extends VisitorPlan {
  /** After how many phases the page has been opened and everything has happened to it once. */
  readonly started: number;
  /** After how many phases half of the rounds are over. */
  readonly halfway: number;
}

function planResident(random: Random, minutes: number): ResidentPlan {
  const page: PagePlan = {
    ...plainPage('2020'),
    teams: ['shop', 'crm', 'support'],
    tools: toolNames,
    reads: 'reference',
  };
  const rounds = Math.max(3, Math.round(minutes / 6));
  const spells: readonly (readonly [Answer, Phase['network']])[] = [
    [true, 'accepts'],
    [true, 'offline'],
    [true, 'accepts'],
    [true, 'refuses'],
    [true, 'accepts'],
    [true, 'hangs'],
    [false, 'accepts'],
    [true, 'accepts'],
  ];
  const routes = Math.max(1, Math.round((minutes * routesPerMinute) / rounds / spells.length));
  // More events and conversations than the library remembers, so that its memory is as full at the start as at the end.
  const chats = Array.from(
    { length: 40 },
    () => ({ ...planConversation(random), conversation: 'chat', pace: 0 }) as const,
  );
  const opening: Activity = { go: 'goto', page: 1, steps: [...chats, { do: 'burst', count: 2000 }] };
  const phases: Phase[] = [{ answer: true, abrupt: false, network: 'accepts', tabs: [[opening]] }];
  for (let round = 0; round < rounds; round += 1) {
    for (const [answer, network] of spells)
      phases.push({ answer, abrupt: false, network, tabs: [[planStay(random, page, routes)]] });
  }
  const after = (round: number) => 1 + round * spells.length;
  const pages = [plainPage('2020'), page];
  return { number: 0, pages, phases, stays: true, started: after(1), halfway: after(Math.ceil(rounds / 2)) };
}

/** An hour, or so many minutes of one, of a busy shop; the same for the same seed. */
export function planShop(random: Random, minutes: number): { resident: ResidentPlan; visitors: VisitorPlan[] } {
  const resident = planResident(random, minutes);
  const visitors: VisitorPlan[] = [];
  for (let views = 0; views < minutes * viewsPerMinute;) {
    const visitor = planVisitor(random, visitors.length + 1);
    visitors.push(visitor);
    for (const { tabs } of visitor.phases)
      for (const activities of tabs) views += activities.filter(({ go }) => go !== 'stay').length;
  }
  return { resident, visitors };
}
