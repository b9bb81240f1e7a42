import { describe, expect, it } from 'vitest';
import { useShop } from '../../support/shop';

const shop = useShop();

/** How many times each script takes the global for itself, and the tag calls. */
const rounds = 60;

/** A team's function. */
const team = (name: string) => `function (chat) { ran.push('${name} ' + chat.id) }`;

/** The teams, each with its way to write to the global. */
const ways = {
  object: `iAdvizeCallbacks = { onChatStarted: ${team('object')} };`,
  var: `var iAdvizeCallbacks = { onChatStarted: ${team('var')} };`,
  property: `iAdvizeCallbacks.onChatStarted = ${team('property')};`,
  defineProperty: `Object.defineProperty(iAdvizeCallbacks, 'onChatStarted', { value: ${team('defineProperty')} });`,
  spread: `window.iAdvizeCallbacks = { ...window.iAdvizeCallbacks, onChatStarted: ${team('spread')} };`,
  chain: `{
    const previous = window.iAdvizeCallbacks.onChatStarted;
    window.iAdvizeCallbacks = {
      onChatStarted: function (chat) { if (previous) previous(chat); ran.push('chain ' + chat.id) },
    };
  }`,
} as const;

/** Three scripts, which do in turn what they do, as often as they can; what ran is in `ran`, as `team id`. */
const fight = ({ scripts, rounds, byElement }: { scripts: string[][]; rounds: number; byElement: boolean }) => {
  const { tag } = window as unknown as { tag: { call(name: string, chat: object): void } };
  let left = scripts.length + 1;
  const often = (every: number, run: (round: number) => void) => {
    let round = 0;
    const timer = setInterval(() => {
      run(round);
      round += 1;
      if (round < rounds) return;
      clearInterval(timer);
      left -= 1;
      Object.assign(window, { over: !left });
    }, every);
  };
  const execute = (code: string) => {
    const script = document.createElement('script');
    script.textContent = code;
    document.head.append(script);
    script.remove();
  };
  scripts.forEach((codes, index) => {
    // In the global scope, as a script's own code is.
    const steps = codes.map((code) => (byElement ? () => execute(code) : () => (0, eval)(code) as unknown));
    often(index + 1, (round) => steps[round % steps.length]?.());
  });
  often(2, (round) => tag.call('onChatStarted', { id: round + 1 }));
};

describe.each(['live', 'reference', 'snapshot'])(
  'a tag that reads %s, while three scripts fight over the global',
  (reads) => {
    it.each([
      ['by their timers', false],
      ['by script elements, after a var that came before us', true],
    ])('%s, calls each of them and each listener once', async (_, byElement) => {
      const page = await shop.open({
        head: `<script>var ran = []${byElement ? ', iAdvizeCallbacks = {}' : ''};</script>
        <script src="/dist/iadvize-callbacks.global.js"></script>
        <script>iAdvizeEvents.on('chatStarted', ({ detail }) => ran.push('listener ' + detail.id));</script>
        ${Object.values(ways)
          .map((code) => `<script>${code}</script>`)
          .join('')}`,
        body: `<script type="module" src="/fake-tag.js?reads=${reads}"></script>`,
      });
      await page.waitFor('window.tag');
      const { object, var: declaration, property, defineProperty, spread, chain } = ways;
      const scripts = [
        [object, declaration],
        [property, defineProperty],
        [spread, chain],
      ];
      await page.evaluate(fight, { scripts, rounds, byElement });
      await page.waitFor('window.over');
      const expected = [...Object.keys(ways), 'listener'].flatMap((name) =>
        Array.from({ length: rounds }, (_, round) => `${name} ${round + 1}`),
      );
      expect((await page.evaluate<string[]>('ran')).sort()).toEqual(expected.sort());
      expect(await page.errors()).toEqual([]);
    });
  },
);
