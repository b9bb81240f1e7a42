// @ts-check
import { iadvize } from '../library.js';

/** @typedef {'not answered' | 'allowed' | 'refused' | 'withdrawn'} Answer */
/** @typedef {import('../library.js').ConsentSource} ConsentSource */
/** @typedef {Parameters<ConsentSource['subscribe']>[0]} Update */

/** The purposes that a visitor is asked about by the TCF. */
const purposes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/**
 * The visitor's consent, by each of the ways that a page may come to know it: the site's own code, a consent platform
 * that speaks the TCF, and the tag's Web SDK. One of them is what the adapters follow.
 */
export function createConsent() {
  /** @type {Answer} */
  let answer = 'not answered';
  /** @type {Set<Update>} */
  const own = new Set();
  /** @type {Map<number, (data: object, success: boolean) => void>} */
  const platform = new Map();
  let listeners = 0;
  /** Those who follow the chosen source, each with what has it begin anew. */
  const followers = new Set();

  const asBoolean = () => (answer === 'not answered' ? undefined : answer === 'allowed');

  const tcData = (/** @type {number} */ listenerId) => ({
    gdprApplies: true,
    eventStatus: answer === 'not answered' ? 'cmpuishown' : 'useractioncomplete',
    listenerId,
    purpose: { consents: Object.fromEntries(purposes.map((purpose) => [purpose, answer === 'allowed'])) },
  });

  Reflect.set(
    window,
    '__tcfapi',
    (
      /** @type {string} */ command,
      /** @type {number} */ _version,
      /** @type {(data: unknown, success?: boolean) => void} */ callback,
      /** @type {number | undefined} */ listenerId,
    ) => {
      if (command === 'addEventListener') {
        listeners += 1;
        platform.set(listeners, callback);
        callback(tcData(listeners), true);
      } else if (command === 'removeEventListener') callback(platform.delete(listenerId ?? 0));
      else callback(null, false);
    },
  );

  function tellTag() {
    Reflect.get(window, 'iAdvizeInterface').push((/** @type {import('../library.js').FakeWebSdk} */ sdk) =>
      sdk.set('visitor:cookiesConsent', asBoolean() ?? null),
    );
  }

  const sources = {
    /** @type {ConsentSource} */
    own: {
      subscribe(update) {
        own.add(update);
        update(asBoolean());
        return () => own.delete(update);
      },
    },
    tcf: iadvize.adapters.tcfConsent(),
    iadvize: iadvize.adapters.iadvizeConsent(),
  };
  /** @type {keyof typeof sources} */
  let chosen = 'own';
  const followAnew = () => followers.forEach((follow) => follow());

  return {
    /**
     * What the adapters are given.
     *
     * @type {ConsentSource}
     */
    source: {
      subscribe(update) {
        let stop = sources[chosen].subscribe(update);
        const follow = () => {
          stop?.();
          stop = sources[chosen].subscribe(update);
        };
        followers.add(follow);
        return () => {
          followers.delete(follow);
          stop?.();
        };
      },
    },

    get answer() {
      return answer;
    },

    /** @param {Answer} next */
    set(next) {
      answer = next;
      for (const update of own) update(asBoolean());
      for (const [listenerId, callback] of platform) callback(tcData(listenerId), true);
      tellTag();
    },

    /**
     * Whether the visitor can come to that answer from here.
     *
     * @param {Answer} next
     */
    allows(next) {
      if (next === answer || next === 'allowed') return true;
      // A platform that asks again lets the last answer stand.
      if (next === 'not answered') return chosen !== 'tcf';
      return (next === 'withdrawn') === (answer === 'allowed');
    },

    /** @param {string} name */
    choose(name) {
      if (!(name in sources)) return;
      chosen = /** @type {typeof chosen} */ (name);
      followAnew();
    },

    /** A fresh tag knows of no consent yet. */
    tagLoaded() {
      tellTag();
      if (chosen === 'iadvize') followAnew();
    },
  };
}

/** @typedef {ReturnType<typeof createConsent>} Consent */
