import { answerLimit } from './engine.ts';
import type { EnginePage, Point } from './engine.ts';

/** An expression, or a function that refers to nothing outside of itself. */
export type Script<Argument, Result> = string | ((argument: Argument) => Result | Promise<Result>);

/** For how long a condition may take to come true, in milliseconds. */
const patience = 20_000;

const after = (milliseconds: number) =>
  new Promise<never>((_, reject) => {
    setTimeout(reject, milliseconds, new Error('No answer')).unref();
  });

const source = <Argument, Result>(script: Script<Argument, Result>, argument?: Argument) =>
  typeof script === 'string' ? script : `(${script.toString()})(${JSON.stringify(argument) ?? ''})`;

/** Where scripts run: a page, or a frame in it. */
export class Scope {
  constructor(
    protected readonly page: EnginePage,
    private readonly frames: readonly string[] = [],
  ) {}

  /** Runs a script. Its argument and its result, which is awaited, travel as JSON: `undefined` comes back as `null`. */
  async evaluate<Result, Argument = undefined>(script: Script<Argument, Result>, argument?: Argument): Promise<Result> {
    const expression = `(async () => JSON.stringify(await (${source(script, argument)})) ?? 'null')()`;
    return JSON.parse(await this.page.run(expression, this.frames)) as Result;
  }

  /** Returns once a script's result is truthy; the page may meanwhile become another one. */
  async waitFor<Argument>(script: Script<Argument, unknown>, argument?: Argument): Promise<void> {
    const condition = `(async () => !!(await (${source(script, argument)})))()`;
    const end = Date.now() + patience;
    for (let problem: unknown = 'It is not so'; ;) {
      try {
        if (await Promise.race([this.evaluate<boolean>(condition), after(answerLimit)])) return;
      } catch (error) {
        problem = error;
      }
      if (Date.now() > end) throw new Error(`Waited in vain for ${source(script, argument)}`, { cause: problem });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Adds a frame; returns when it has loaded. */
  async embed(url: string): Promise<Scope> {
    await this.evaluate(
      (src) =>
        new Promise<void>((loaded) => {
          const frame = document.createElement('iframe');
          frame.src = src;
          frame.onload = () => loaded();
          document.documentElement.append(frame);
        }),
      url,
    );
    return this.frame(url);
  }

  /** The frame in it whose address, as its element has it, begins so. */
  frame(url: string): Scope {
    return new Scope(this.page, [...this.frames, url]);
  }
}

export class Page extends Scope {
  /** Returns when the page has loaded. */
  goto(url: string): Promise<void> {
    return this.page.goto(url);
  }

  /** Runs a script that ends with the page's leaving for another address, and returns when that one has loaded. */
  async leave<Argument>(url: string, script: Script<Argument, unknown>, argument?: Argument): Promise<void> {
    // The answer may be lost with the page.
    await this.evaluate(script, argument).catch(() => undefined);
    await this.waitFor((url) => location.href === url && document.readyState === 'complete', url);
  }

  /** Loads the page's frame of this address again. */
  async reloadFrame(url: string): Promise<void> {
    await this.evaluate(
      (src) =>
        new Promise<void>((loaded) => {
          const frame = document.querySelector<HTMLIFrameElement>(`iframe[src^="${src}"]`);
          if (!frame) throw new Error('No frame');
          frame.onload = () => loaded();
          frame.src = src;
        }),
      url,
    );
  }

  /** Adds a script element; returns when it has run. */
  async addScript(src: string): Promise<void> {
    await this.evaluate(
      (src) =>
        new Promise<void>((loaded, failed) => {
          const script = document.createElement('script');
          script.src = src;
          script.onload = () => loaded();
          script.onerror = () => failed(new Error(`${src} does not load`));
          document.head.append(script);
        }),
      src,
    );
  }

  /** Runs a script element of this code. */
  async addInline(code: string): Promise<void> {
    await this.evaluate((code) => {
      const script = document.createElement('script');
      script.textContent = code;
      document.head.append(script);
    }, code);
  }

  click(selector: string): Promise<void> {
    return this.page.click(selector);
  }

  /** Presses and lets go of a key, by its name in `KeyboardEvent.key`, such as `'Tab'`, or `'Shift+Tab'`. */
  press(keys: string): Promise<void> {
    return this.page.press(keys.replace('Shift+', ''), keys.startsWith('Shift+'));
  }

  /** Drags with the mouse, over these points of the window. */
  drag(...points: readonly Point[]): Promise<void> {
    return this.page.drag(points);
  }

  /** Returns once the page has this size, and has been told. */
  async resize(width: number, height: number): Promise<void> {
    await this.page.resize(width, height);
    await this.waitFor(
      ([width, height]) =>
        innerWidth === width && innerHeight === height && new Promise((told) => requestAnimationFrame(told)),
      [width, height],
    );
  }

  setOffline(offline: boolean): Promise<void> {
    return this.page.setOffline(offline);
  }

  /** What the page could not do, on pages that begin with `watchErrors`. */
  errors(): Promise<string[]> {
    return this.evaluate<string[]>('window.pageErrors.slice()');
  }

  close(): Promise<void> {
    return this.page.close();
  }
}
