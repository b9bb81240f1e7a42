// What no script of the page can read, a bundler leaves out.
const last = (window.lastEvents = []);
const listeners = [];
const text = (value) => (typeof value === 'number' || typeof value === 'string' ? String(value) : undefined);

function tell(type, detail) {
  const event = { type, timestamp: Date.now(), detail };
  if (last.push(event) > 2000) last.splice(0, 1000);
  for (const listener of listeners) listener(event);
}

window.iAdvizeCallbacks = {
  onChatStarted: ({ id, startedBy }) => tell('chatStarted', { id: text(id), startedBy: text(startedBy) }),
  onMessageReceived: ({ time, msg }) => tell('messageReceived', { time: text(time), msg: text(msg) }),
};
listeners.push(({ type, detail }) => type === 'chatStarted' && console.info('chat', detail.id));
listeners.push(({ type, detail }) => type === 'messageReceived' && console.info('message', detail.msg));
