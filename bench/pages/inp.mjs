import { installCallbacks } from 'iadvize-callbacks';
import { createAdapter } from 'iadvize-callbacks/adapters';

/** For how long each tool keeps the page busy with an event, in milliseconds. */
const cost = 10;

const burn = () => {
  const end = performance.now() + cost;
  while (performance.now() < end);
};

const tools = Array.from({ length: 10 }, (_, index) => `tool-${index}`);

/** Ways for ten slow tools to hear that the visitor sent a message. */
const setups = {
  none() {
    installCallbacks();
  },
  ours() {
    const iadvize = installCallbacks();
    for (const name of tools) iadvize.use(createAdapter({ name, find: () => burn, send: (tool) => tool() }));
  },
  direct() {
    window.iAdvizeCallbacks = {
      onMessageSent() {
        tools.forEach(burn);
      },
    };
  },
};

/** Milliseconds inside the tag's callback, by click. */
const callback = [];
/** Milliseconds from a click to the first task after its frame, by click. */
const frame = [];
/** Milliseconds from each press and click to its listener: a tool may be at work when it comes. */
const wait = [];
/** What the browser reports of the interactions that took 16 ms or longer. */
const entries = [];

const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));

/** The tag and its chat window: a click on the button sends a message. */
window.start = (setup) => {
  setups[setup]();
  const send = document.createElement('button');
  send.textContent = 'Send';
  send.style.cssText = 'position:fixed;left:0;top:0;width:200px;height:100px';
  const messages = document.createElement('ol');
  messages.style.marginTop = '120px';
  document.body.append(send, messages);
  observer.observe({ type: 'event', durationThreshold: 16 });

  const listen = ({ timeStamp }) => wait.push(performance.now() - timeStamp);
  send.addEventListener('pointerdown', listen);
  send.addEventListener('click', listen);

  send.addEventListener('click', ({ timeStamp }) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => frame.push(performance.now() - timeStamp);
    requestAnimationFrame(() => port2.postMessage(null));
    messages.append(Object.assign(document.createElement('li'), { textContent: 'Is this shoe waterproof?' }));
    const begin = performance.now();
    window.iAdvizeCallbacks.onMessageSent({ time: '11:25', msg: 'Is this shoe waterproof?' });
    callback.push(performance.now() - begin);
  });
};

/** What was measured: `interaction` is the longest event of each, in milliseconds, rounded to 8 by the browser. */
window.collect = () => {
  entries.push(...observer.takeRecords());
  const interactions = new Map();
  for (const { interactionId, duration } of entries) {
    if (interactionId) interactions.set(interactionId, Math.max(duration, interactions.get(interactionId) ?? 0));
  }
  return { callback, frame, wait, interaction: [...interactions.values()] };
};
