import type { IAdvizeCallbacks, Stop } from '../../../src';
import { conversations } from 'iadvize-callbacks/testing';
import type { AdapterName, ServedPage, SoakPage, Step } from '../steps';
import type { Team } from '../teams';
import { models, useAdapter } from './adapters';
import type { Library } from './adapters';
import type { WholeScriptTag } from '../../../src/script-tag/window';
import { speedUp, wait } from './clock';
import { createConsent } from './consent';
import { watchHandover } from './handover';
import { closeListeners, expectListeners, listen } from './listeners';
import { isOwing } from './owed';
import { keepWhenLeft, take, write } from './records';
import { assigned, clear, expectTeams, runCodeOf, written } from './site';
import { createWatchedTag } from './tag';
import { tools } from './tools';

declare global {
  interface Window {
    soakPlan: ServedPage;
    soak: SoakPage & PageScripts;
  }
}

/** What the page's own scripts call while it loads. */
interface PageScripts {
  begins(team: Team): number;
  ran(team: Team, run: number): void;
  assigned(team: Team): void;
  loadTag(): void;
  loadModules(): void;
  installed(iadvize?: IAdvizeCallbacks, library?: Library): void;
}

const plan = window.soakPlan;
const visit = crypto.randomUUID();
const adapters: readonly AdapterName[] = [...plan.tools, 'beacon'];
const endpoint = `/events/${plan.visitor}`;
/** Of this page, whatever its screen. */
const address = location.pathname.split('/', 4).join('/');

keepWhenLeft();
speedUp(plan.pace, plan.opened);
watchHandover();

/** What an event is counted by: by the conversation where that counts once for all pages, or else by its time here. */
function keyOf(type: string, time: number, fields: unknown): string {
  if (type === 'chatStarted' || type === 'chatEnded') {
    const { id, conversationId } = Object(fields) as { id?: string | number; conversationId?: string };
    const conversation = conversationId ?? id;
    if (conversation !== undefined) return `${type}:${conversation}`;
  }
  return `${type}:${visit}:${time}`;
}

let calls = 0;
const tag = createWatchedTag(plan.era, plan.reads, ({ callback, type, argument, time }, proceed) => {
  const key = keyOf(type, time, argument);
  expectListeners(type, time);
  for (const name of adapters) models[name].fired(key, consent.answer);
  calls += 1;
  expectTeams(callback, String(time), proceed);
  calls -= 1;
  if (!calls) closeListeners();
});

const consent = createConsent(
  plan.consentKind,
  plan.answer,
  (answer) => tag.sdk.set('visitor:cookiesConsent', answer),
  () => {
    if (!library) throw new Error('No consents');
    return library;
  },
);

let library: Library | undefined;
let iadvize: IAdvizeCallbacks | undefined;
/** Settled once the library's other files are there, or will not come. */
let loaded: Promise<void> | undefined;
/** The components of the current screen. */
let mounted: Stop[] = [];
let count = 0;

const start = (name: AdapterName) => {
  if (!iadvize || !library || models[name].inUse) return;
  useAdapter(iadvize, library, name, consent, endpoint, ({ type, timestamp, detail }) =>
    keyOf(type, timestamp, detail),
  );
};

const rule = () => tag.fire('onRuleStarted', { id: (count += 1), label: 'Rule of the soak' });

function adapt(imports: Library): void {
  library = imports;
  start('beacon');
  plan.tools.forEach(start);
}

/** As components do: those of the last screen go, those of the next come, and catch up. */
function mount(): void {
  if (!iadvize) return;
  for (const stop of mounted) stop();
  const life = new AbortController();
  const { signal } = life;
  mounted = [
    listen(iadvize, 'component', '*', { replay: true }),
    listen(iadvize, 'banner', 'ruleStarted', { once: true }),
    () => life.abort(),
  ];
  listen(iadvize, 'badge', 'messageReceived', { replay: true, signal });
}

/** Until the adapters, which work when the page is idle, have looked at what fired. */
const idle = (rounds = 5): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(resolve)).then(() => (rounds ? idle(rounds - 1) : undefined));

/** Everything that the page's tools must have, they get; what is still missing then is lost. */
async function settleTools(): Promise<void> {
  // Behind this one, nothing waits.
  rule();
  for (let round = 0; isOwing() && round < 2000; round += 1) await wait(50);
}

const steps: { readonly [Do in Step['do']]: (step: Extract<Step, { do: Do }>) => unknown } = {
  async play({ conversation, from, to, id, pace }) {
    const all = conversations[conversation];
    const argument = { id, conversationId: `conversation-${id}`, startedBy: 'visitor', endedBy: 'operator' };
    const announced = from ? all.filter(({ callback }) => callback === 'onChatStarted') : [];
    const script = [...announced, ...all.slice(from, to)];
    await tag.play(
      script.map((step) => ({ ...step, argument })),
      { pace },
    );
  },

  async route({ path, teams, asScript, rules }) {
    write((records) => (records.routes += 1));
    history.pushState(null, '', `${address}/${path}`);
    for (const team of teams) await runCodeOf(team, asScript);
    mount();
    tag.fire('onStatusChanged', { busy: rules % 2 });
    for (let index = 0; index < rules; index += 1) rule();
    tag.fire('onChatButtonDisplayed');
  },

  tag: () => tag.load(),

  clear: ({ callback, removal }) => clear(callback, removal, plan.arrangement === 'after-var'),

  burst({ count }) {
    for (let index = 0; index < count; index += 1) rule();
  },

  odd() {
    const thrower = {
      get label() {
        throw new Error('unreadable');
      },
    };
    for (const argument of [undefined, null, 7, 'text', [], thrower, Object.create(null), { id: Symbol('id') }]) {
      tag.call('onRuleStarted', argument);
      tag.call('onMessageReceived', argument);
    }
  },

  trim() {
    if (!iadvize) return;
    const shortest = 1000;
    // Enough of them for nothing else to be remembered: events differ in size.
    for (let fired = 0; fired < shortest || iadvize.events.length !== shortest; fired += 1) rule();
  },

  use: ({ adapter }) => start(adapter),

  remove({ adapter }) {
    // While something is held, it is a matter of chance what becomes of it.
    if (consent.answer && models[adapter].inUse && (adapter === 'beacon' || tools[adapter].present))
      models[adapter].remove();
  },

  async tool({ tool, state }) {
    if (state === 'absent') await settleTools();
    else if (!tools[tool].present) models[tool].toolComes();
    tools[tool].become(state);
  },

  hide: () => setHidden(true),
  show: () => setHidden(false),
  wait: ({ time }) => wait(time),
};

/** A browser without a window shows every tab, and knows none in front of another. */
function setHidden(hidden: boolean): void {
  if (hidden) Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  // The browser's own again: the page will be hidden as it is left.
  else Reflect.deleteProperty(document, 'visibilityState');
  document.dispatchEvent(new Event('visibilitychange'));
}

/** TypeScript pairs no union of steps with the table's union of functions. */
const perform = (step: Step) => (steps[step.do] as (step: Step) => unknown)(step);

/** What the script tag with everything in it has put on the page. */
function whole(): WholeScriptTag | undefined {
  const found = window.iAdvizeEvents;
  return found && 'adapters' in found ? found : undefined;
}

window.soak = {
  ...written,
  assigned,

  loadTag() {
    tag.load();
    if (plan.answer !== null) tag.sdk.set('visitor:cookiesConsent', plan.answer);
    // What the tag calls before anyone could listen is out of reach.
    if (!iadvize && plan.arrangement !== 'snippet') return;
    void tag.play(conversations.chat.slice(0, 3));
  },

  installed(installed = whole(), imports = whole()?.adapters) {
    if (iadvize || !installed) return;
    iadvize = installed;
    listen(iadvize, 'page', '*', { replay: true });
    // What a listener has the tag call comes after what it was told of.
    listen(iadvize, 'nesting', 'chatDisplayed', { run: () => tag.fire('onVisitorWriting') });
    mount();
    if (imports) adapt(imports);
  },

  loadModules() {
    const script = window.iAdvizeEvents;
    if (!script || !('load' in script)) return;
    window.soak.installed(script);
    const load = () =>
      Promise.all([script.load('adapters'), script.load('consents')]).then(
        ([adapters, consents]) => adapt({ ...adapters, ...consents }),
        (error: unknown) => {
          write((records) => {
            records.missing += 1;
            if (!/\/iadvize-callbacks\.\w+\.js did not load/.test(String(error))) records.problems.push(String(error));
          });
        },
      );
    // As a site would: once more, and then this page goes without.
    loaded = load().then(() => (library ? undefined : load()));
  },

  async run(todo) {
    await loaded;
    for (const step of todo) await perform(step);
    return take();
  },

  async answer(answer) {
    if (plan.consentKind === 'function' && consent.answer === false) await idle();
    const before = consent.answer;
    if (answer !== before) {
      consent.set(answer);
      if (consent.answer !== before) for (const name of adapters) models[name].answered(answer);
    }
    return take();
  },

  async settle() {
    await settleTools();
    return take();
  },

  leave(path) {
    rule();
    addEventListener('pagehide', rule);
    location.assign(path);
    rule();
  },
};

addEventListener('pagehide', () => models.gtm.endQueue());

for (const name of plan.tools) tools[name].become(plan.late.includes(name) ? 'absent' : 'there');
