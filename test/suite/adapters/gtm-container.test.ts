/// <reference types="vite/client" />
import { afterEach, describe, expect, it } from 'vitest';
import { callbackNames } from '../../../src';
import { gtm } from '../../../src/adapters';
import text from '../../../docs/adapters/gtm-container.json?raw';
import helper from '../../../node_modules/data-layer-helper/dist/data-layer-helper.js?raw';
import { leavePage, usePage } from '../../support/analytics';

const shop = usePage({ era: '2016' });
const { iadvize } = shop;

interface Parameter {
  readonly type: string;
  readonly key?: string;
  readonly value?: string;
  readonly list?: Parameter[];
  readonly map?: Parameter[];
}
interface Entity {
  readonly name: string;
  readonly type: string;
  readonly parameter?: Parameter[];
}
interface Container {
  readonly exportFormatVersion: number;
  readonly containerVersion: {
    readonly tag: (Entity & { readonly firingTriggerId: string[] })[];
    readonly trigger: (Entity & { readonly triggerId: string; readonly customEventFilter: Entity[] })[];
    readonly variable: (Entity & { readonly variableId: string })[];
    readonly builtInVariable: { readonly type: string; readonly name: string }[];
  };
}

const container = JSON.parse(text) as Container;
const { tag, trigger, variable, builtInVariable } = container.containerVersion;
const valueOf = (entity: Entity | undefined, key: string) =>
  entity?.parameter?.find((parameter) => parameter.key === key)?.value ?? '';

/** What the container reads of the data layer. */
const read = variable.filter(({ type }) => type === 'v').map((one) => valueOf(one, 'name'));

interface Helper {
  get(key: string): unknown;
}

/** Google's own model of what a container sees of a data layer. */
function createHelper(layer: unknown[], listener: (model: object, message: object) => void): Helper {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a classic script, as pages run it
  new Function(helper).call(window);
  const Helper = Reflect.get(window, 'DataLayerHelper') as new (...args: Parameters<typeof createHelper>) => Helper;
  return new Helper(layer, listener);
}

afterEach(() => {
  Reflect.deleteProperty(window, 'dataLayer');
});

describe('the container to import', () => {
  it('has every trigger and variable that it uses', () => {
    expect(container.exportFormatVersion).toBe(2);
    const triggers = trigger.map(({ triggerId }) => triggerId);
    for (const { firingTriggerId } of tag) expect(triggers).toEqual(expect.arrayContaining(firingTriggerId));
    const known = [...variable, ...builtInVariable].map(({ name }) => name);
    const used = [...text.matchAll(/\{\{([^}]+)\}\}/g)].map(([, name = '']) => name);
    for (const name of used.filter((name) => name !== '_event')) expect(known).toContain(name);
    const ids = [...triggers, ...variable.map(({ variableId }) => variableId)];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('fires at each event that the adapter pushes, and at nothing else', () => {
    const [filter] = trigger[0]?.customEventFilter ?? [];
    expect([filter?.type, valueOf(filter, 'arg0')]).toEqual(['MATCH_REGEX', '{{_event}}']);
    const pattern = new RegExp(valueOf(filter, 'arg1'));
    const layer: { event: string }[] = [];
    Reflect.set(window, 'dataLayer', layer);
    iadvize.use(gtm({ events: 'all', oncePerConversation: false }));
    for (const name of callbackNames) shop.tag.fire(name);
    leavePage();
    expect(layer).toHaveLength(callbackNames.length);
    for (const { event } of layer) expect(event).toMatch(pattern);
    for (const event of ['gtm.js', 'page_view', 'not_iadvize_chat']) expect(event).not.toMatch(pattern);
  });

  it('reads what the adapter pushes, as Google’s helper gives it to a container, and nothing of an earlier event', () => {
    const pushed = new Set<string>();
    const layer: object[] = [];
    const seen: Record<string, unknown>[] = [];
    const helper = createHelper(layer, (_, message) => {
      for (const key of Object.keys(message)) pushed.add(key);
      seen.push(Object.fromEntries(read.map((name) => [name, helper.get(name)])));
    });
    Reflect.set(window, 'dataLayer', layer);
    history.replaceState(null, '', '/product?token=1');
    iadvize.use(gtm({ events: 'all', oncePerConversation: false }));
    for (const name of callbackNames) shop.tag.fire(name);
    leavePage();
    expect([...pushed]).toEqual(expect.arrayContaining(read));
    const started = seen[callbackNames.indexOf('onChatStarted')];
    expect(started).toMatchObject({ iadvize_page: `${location.origin}/product`, started_by: expect.any(String) });
    const rule = seen[callbackNames.indexOf('onRuleStarted')];
    expect(rule).toMatchObject({ started_by: undefined, chat_id: undefined, rule_id: expect.any(String) });
  });
});
