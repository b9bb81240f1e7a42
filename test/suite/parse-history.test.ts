import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHistory } from '../../src/virtual-agent';

/** The example of iAdvize's REST API documentation. */
const documented = [
  '[5,"2016-02-16 11:24:21","http://test.com/"]',
  '[2,"2016-02-16 11:24:23","Hello",1455618264049]',
  '[3,"2016-02-16 11:24:31","The chat rule has been activated."]',
  '[1,"2016-02-16 11:24:43","Hello, how can I help you?",1455618283869]',
  ' [2,"2016-02-16 11:25:26","I would like to know if my order: xxx has been sent",1455618327321]',
  '[3,"2016-02-16 11:26:43","OPERATOR_CHAT_CLOSE"]',
].join(',');

const at = (instant: string) => Date.parse(instant);
const timestampOf = (wallClock: string, timeZone?: string) =>
  parseHistory(`[1,"${wallClock}","text"]`, { timeZone }).entries[0]?.timestamp;

describe('a history', () => {
  it('is read as the documentation has it', () => {
    expect(parseHistory(documented)).toEqual({
      entries: [
        { type: 'page', code: 5, text: 'http://test.com/', timestamp: at('2016-02-16T10:24:21Z') },
        { type: 'visitor', code: 2, text: 'Hello', timestamp: 1455618264049 },
        { type: 'system', code: 3, text: 'The chat rule has been activated.', timestamp: at('2016-02-16T10:24:31Z') },
        { type: 'operator', code: 1, text: 'Hello, how can I help you?', timestamp: 1455618283869 },
        {
          type: 'visitor',
          code: 2,
          text: 'I would like to know if my order: xxx has been sent',
          timestamp: 1455618327321,
        },
        { type: 'system', code: 3, text: 'OPERATOR_CHAT_CLOSE', timestamp: at('2016-02-16T10:26:43Z') },
      ],
      problems: [],
    });
  });

  it.each(['', ' ', '\n'])('may be empty: %j', (text) => {
    expect(parseHistory(text)).toEqual({ entries: [], problems: [] });
  });

  it('keeps unknown codes', () => {
    const { entries } = parseHistory('[4,"2016-02-16 11:24:21","a"],[-1,"2016-02-16 11:24:21","b"]');
    expect(entries.map(({ type, code }) => [type, code])).toEqual([
      ['unknown', 4],
      ['unknown', -1],
    ]);
  });

  it('may hold anything in its texts', () => {
    const line = fc.record({
      code: fc.integer({ min: 1, max: 9 }),
      text: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('],[', '"],[1,"', '[1,"2016-02-16 11:24:21","x"]', '\\', '\\"', '[1,', '[[[', '[{['),
      ),
      timestamp: fc.integer({ min: 0, max: 4e12 }),
    });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines
          .map(({ code, text, timestamp }) => JSON.stringify([code, 'unknown', text, timestamp]))
          .join();
        const { entries, problems } = parseHistory(text);
        expect(problems).toEqual([]);
        expect(entries.map(({ code, text, timestamp }) => ({ code, text, timestamp }))).toEqual(lines);
      }),
    );
  });
});

describe('a damaged history', () => {
  const good = '[2,"2016-02-16 11:24:23","Hello"]';
  const bye = '[1,"2016-02-16 11:26:17","Goodbye, \\"dear\\" ] visitor"]';

  it.each<[string, string, string]>([
    ['no JSON', 'garbage', 'syntax'],
    ['an array without an end', '[1,"2016-02-16 11:24:23","Hel', 'syntax'],
    ['a string without an end', '[1,"2016-02-16 11:24:23","Hello]', 'syntax'],
    ['a string that begins twice', '[1,"2016-02-16 11:24:23",""Hello"]', 'syntax'],
    ['a number for an entry', '7', 'syntax'],
    ['an object for an entry', '{"__proto__":{"polluted":1}}', 'syntax'],
    ['nothing in it', '[]', 'code'],
    ['a text for a code', '["1","2016-02-16 11:24:23","Hello"]', 'code'],
    ['half a code', '[1.5,"2016-02-16 11:24:23","Hello"]', 'code'],
    ['no time', '[1,null,"Hello"]', 'time'],
    ['a time that is no time', '[1,"yesterday","Hello"]', 'time'],
    ['a day that is none', '[1,"2016-02-30 11:24:23","Hello"]', 'time'],
    ['an hour that is none', '[1,"2016-02-16 25:24:23","Hello"]', 'time'],
    ['a second that is none', '[1,"2016-02-16 11:24:61","Hello"]', 'time'],
    ['an instant that is none', '[1,"","Hello",1e300]', 'time'],
    ['no text', '[1,"2016-02-16 11:24:23"]', 'text'],
    ['an object for a text', '[1,"2016-02-16 11:24:23",{"__proto__":{"polluted":1}}]', 'text'],
    ['a deep text', `[1,"2016-02-16 11:24:23",${'['.repeat(500)}${']'.repeat(500)}]`, 'syntax'],
  ])('keeps the entries around one that has %s', (_, damaged, reason) => {
    for (const [text, index] of [
      [`${damaged},${good},${bye}`, 0],
      [`${good},${damaged},${bye}`, 1],
      [`${good},${bye},${damaged}`, 2],
    ] as const) {
      const { entries, problems } = parseHistory(text);
      expect(entries.map(({ text }) => text)).toEqual(['Hello', 'Goodbye, "dear" ] visitor']);
      expect(problems).toEqual([{ index, reason }]);
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('is read as far as it goes, wherever it is cut', () => {
    const whole = parseHistory(documented).entries;
    for (let length = 0; length < documented.length; length += 1) {
      const { entries, problems } = parseHistory(documented.slice(0, length));
      expect(entries).toEqual(whole.slice(0, entries.length));
      expect(problems.length).toBeLessThanOrEqual(1);
    }
  });

  it('says nothing of what was written', () => {
    const { problems } = parseHistory(`[1,"2016-02-16 11:24:23","secret`);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it.each([
    ['deeply nested', '['.repeat(10_000_000)],
    ['deeply nested and closed', '['.repeat(5_000_000) + ']'.repeat(5_000_000)],
    ['objects in objects', `[1,"2016-02-16 11:24:23",${'{"":'.repeat(200_000)}`],
    ['lists in lists', `[1,"2016-02-16 11:24:23",${'[1,'.repeat(200_000)}`],
    ['beginnings without end', '[1,"'.repeat(250_000)],
    ['quotes', '"'.repeat(10_000_000)],
    ['escaped quotes', `[1,"2016-02-16 11:24:23","${'\\"'.repeat(5_000_000)}`],
    ['digits', `[${'1'.repeat(10_000_000)}`],
    ['spaces', `[${' '.repeat(10_000_000)}`],
    ['one long text', `[1,"2016-02-16 11:24:23","${'x'.repeat(10_000_000)}`],
  ])('may be megabytes of damage: %s', (_, text) => {
    const { entries, problems } = parseHistory(text);
    expect(entries).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
  });

  it.each([undefined, null, 7, [], {}])('is refused where it is no string: %j', (text) => {
    expect(() => parseHistory(text as string)).toThrow(TypeError);
  });
});

describe('the time of an entry', () => {
  it.each([
    ['2016-02-16 11:24:24', undefined, '2016-02-16T10:24:24Z'],
    ['2016-07-16 11:24:24', undefined, '2016-07-16T09:24:24Z'],
    ['2016-07-16 11:24:24', 'UTC', '2016-07-16T11:24:24Z'],
    ['2016-07-16 11:24:24', 'America/New_York', '2016-07-16T15:24:24Z'],
    ['2016-07-16 11:24:24', 'Asia/Kathmandu', '2016-07-16T05:39:24Z'],
    // The clocks go forward: from 02:00 to 03:00.
    ['2016-03-27 01:59:59', undefined, '2016-03-27T00:59:59Z'],
    ['2016-03-27 02:30:00', undefined, '2016-03-27T01:30:00Z'],
    ['2016-03-27 03:00:00', undefined, '2016-03-27T01:00:00Z'],
    ['2016-03-26 12:00:00', undefined, '2016-03-26T11:00:00Z'],
    ['2016-03-28 00:00:00', undefined, '2016-03-27T22:00:00Z'],
    // And back: from 03:00 to 02:00, so that 02:30 comes twice.
    ['2016-10-30 01:59:59', undefined, '2016-10-29T23:59:59Z'],
    ['2016-10-30 02:30:00', undefined, '2016-10-30T00:30:00Z'],
    ['2016-10-30 03:00:00', undefined, '2016-10-30T02:00:00Z'],
    ['2016-10-31 00:00:00', undefined, '2016-10-30T23:00:00Z'],
  ])('%s in %s is %s', (wallClock, timeZone, instant) => {
    expect(timestampOf(wallClock, timeZone)).toBe(at(instant));
  });

  it('is epochMs where the platform gives it', () => {
    expect(parseHistory('[1,"2016-02-16 11:24:23","a",1455618264049]').entries[0]?.timestamp).toBe(1455618264049);
    expect(parseHistory('[1,"nonsense","a",1455618264049]').entries[0]?.timestamp).toBe(1455618264049);
  });

  it.each(['null', '"1455618264049"', '1.5', '9e15', '{}'])('is the wall clock where epochMs is %s', (epochMs) => {
    const { entries } = parseHistory(`[1,"2016-02-16 11:24:23","a",${epochMs}]`);
    expect(entries[0]?.timestamp).toBe(at('2016-02-16T10:24:23Z'));
  });

  it('is found for any instant whose wall clock is shown once', () => {
    const instants = fc.date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        instants,
        fc.constantFrom('Europe/Paris', 'Australia/Lord_Howe', 'America/St_Johns'),
        (date, timeZone) => {
          const shown = (instant: number) =>
            new Date(instant).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
          const second = Math.floor(date.getTime() / 1000) * 1000;
          const read = timestampOf(shown(second), timeZone) ?? NaN;
          // Where clocks went back in between, the earlier instant shows the same.
          expect(shown(read)).toBe(shown(second));
          expect(read).toBeLessThanOrEqual(second);
        },
      ),
    );
  });

  it.each(['', 'Mars/Olympus', 7, null])('needs a time zone that there is: %j', (timeZone) => {
    expect(() => parseHistory('', { timeZone: timeZone as string })).toThrow(TypeError);
  });
});
