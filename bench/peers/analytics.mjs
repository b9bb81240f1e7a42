import { Analytics } from 'analytics';

const analytics = Analytics({
  app: 'shop',
  plugins: [{ name: 'shop', track: ({ payload: { event, properties } }) => console.info(event, properties) }],
});
window.iAdvizeCallbacks = {
  onChatStarted: ({ id }) => analytics.track('chat', { id }),
  onMessageReceived: ({ msg }) => analytics.track('message', { msg }),
};
