window.iAdvizeCallbacks = {
  onChatStarted: ({ id }) => console.info('chat', id),
  onMessageReceived: ({ msg }) => console.info('message', msg),
};
