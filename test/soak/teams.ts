import type { CallbackName } from '../../src';

/** The teams whose code is on the shop's pages; each writes its code in a way of its own, as the documentation has them. */
export const teams = [
  'shop',
  'crm',
  'tracking',
  'support',
  'ads',
  'legacy',
  'consultant',
  'bound',
  'throwing',
] as const;
export type Team = (typeof teams)[number];

/** What each of them wants to know of. */
export const callbacksOf: Readonly<Record<Team, readonly CallbackName[]>> = {
  shop: ['onChatDisplayed', 'onChatStarted', 'onChatEnded'],
  crm: ['onChatStarted', 'onMessageReceived'],
  tracking: ['onChatStarted', 'onRuleStarted', 'onSatisfactionAnswered'],
  support: ['onMessageSent', 'onMessageReceived', 'onChatEnded'],
  ads: ['onRuleStarted', 'onChatButtonDisplayed'],
  legacy: ['onStatusChanged', 'onChatStarted', 'onRuleStarted'],
  consultant: ['onChatStarted', 'onOfferReceived'],
  bound: ['onRuleStarted', 'onMessageSent'],
  throwing: ['onChatDisplayed', 'onRuleStarted'],
};

/** What a team's code and its functions write down, each with the run of the code that it belongs to. */
const begin = (team: Team) => `var run = soak.begins('${team}');`;
const body = (team: Team) => `soak.ran('${team}', run);`;

const literal = (team: Team, each: (callback: CallbackName) => string) =>
  `{ ${callbacksOf[team].map((callback) => `${callback}: ${each(callback)}`).join(', ')} }`;

const plain = (team: Team) => `function (obj) { ${body(team)} }`;
const enclose = (team: Team, code: string) => `(function () { ${begin(team)} ${code} })();`;

const ways: Readonly<Record<Team, (team: Team) => string>> = {
  // The whole object.
  shop: (team) => enclose(team, `window.iAdvizeCallbacks = ${literal(team, () => plain(team))};`),
  // A property each.
  crm: (team) =>
    enclose(
      team,
      `window.iAdvizeCallbacks = window.iAdvizeCallbacks || {};
      ${callbacksOf[team].map((callback) => `iAdvizeCallbacks.${callback} = ${plain(team)};`).join(' ')}`,
    ),
  // By spread.
  tracking: (team) =>
    enclose(team, `window.iAdvizeCallbacks = { ...window.iAdvizeCallbacks, ...${literal(team, () => plain(team))} };`),
  // By chain, on a new object.
  support: (team) =>
    enclose(
      team,
      `var found = { ...window.iAdvizeCallbacks };
      window.iAdvizeCallbacks = ${literal(
        team,
        (callback) => `function (obj) { if (found.${callback}) found.${callback}(obj); ${body(team)} }`,
      )};`,
    ),
  // By chain, on the object that is there.
  ads: (team) =>
    enclose(
      team,
      callbacksOf[team]
        .map(
          (callback) => `{
            const previous = iAdvizeCallbacks.${callback};
            iAdvizeCallbacks.${callback} = (obj) => { ${body(team)} if (previous) previous(obj); };
          }`,
        )
        .join(' '),
    ),
  // The documentation's own example.
  legacy: (team) =>
    `var iAdvizeCallbacks = (function () { ${begin(team)} return ${literal(team, () => plain(team))}; })();`,
  // The same, keeping what was there.
  consultant: (team) =>
    `var iAdvizeCallbacks = (function () {
      ${begin(team)} return Object.assign({}, window.iAdvizeCallbacks, ${literal(team, () => plain(team))});
    })();`,
  // Methods, bound to their object.
  bound: (team) =>
    enclose(
      team,
      `var team = { onBoundCallback: function () { ${body(team)} } };
      window.iAdvizeCallbacks = ${literal(team, () => 'team.onBoundCallback.bind(team)')};`,
    ),
  throwing: (team) =>
    enclose(
      team,
      `window.iAdvizeCallbacks = ${literal(team, () => `function (obj) { ${body(team)} throw new Error('soak: team'); }`)};`,
    ),
};

/** A team's code, to run in a script of its own. */
export const codeOf = (team: Team) => ways[team](team);

/** How a team's code takes a callback away from all. */
export const removals = {
  delete: (callback: CallbackName) => `delete window.iAdvizeCallbacks.${callback};`,
  null: (callback: CallbackName) => `window.iAdvizeCallbacks.${callback} = null;`,
  undefined: (callback: CallbackName) => `iAdvizeCallbacks.${callback} = undefined;`,
  object: (callback: CallbackName) => `window.iAdvizeCallbacks = { ${callback}: null };`,
} as const;
export type Removal = keyof typeof removals;
