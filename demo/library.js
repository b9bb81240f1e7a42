// @ts-check

/*
 * The page's one way to the library: the object that the script tag has put on the page, the testing kit that plays the
 * iAdvize tag, and the types of both. The demo's server imports the package by its name, as any server does.
 */
export { conversations, createFakeTag, typicalArguments } from '../dist/testing/index.js';

/** @typedef {import('iadvize-callbacks').CallbackName} CallbackName */
/** @typedef {import('iadvize-callbacks').IAdvizeCallbacks} IAdvizeCallbacks */
/** @typedef {import('iadvize-callbacks').IAdvizeEvent} IAdvizeEvent */
/** @typedef {import('iadvize-callbacks').Stop} Stop */
/** @typedef {typeof import('iadvize-callbacks/adapters')} Adapters */
/** @typedef {import('iadvize-callbacks/adapters').ConsentSource} ConsentSource */
/** @typedef {import('iadvize-callbacks/testing').Era} Era */
/** @typedef {import('iadvize-callbacks/testing').FakeWebSdk} FakeWebSdk */
/** @typedef {import('iadvize-callbacks/testing').Reads} Reads */
/** @typedef {import('iadvize-callbacks/testing').Step} Step */
/** @typedef {import('iadvize-callbacks/testing/server').ChatMessage} ChatMessage */
/** @typedef {import('iadvize-callbacks/testing/server').ChatState} ChatState */
/** @typedef {import('iadvize-callbacks/server/bot').LinkAction} LinkAction */
/** @typedef {import('iadvize-callbacks/server/bot').Payload} Payload */

/** What `iadvize-callbacks.all.global.js` puts on the page. */
/** @typedef {IAdvizeCallbacks & typeof import('iadvize-callbacks/virtual-agent') & { adapters: Adapters }} ScriptTag */

export const iadvize = /** @type {ScriptTag} */ (Reflect.get(window, 'iAdvizeEvents'));
