import mitt from 'mitt';

const emitter = mitt();
window.iAdvizeCallbacks = {
  onChatStarted: (context) => emitter.emit('chatStarted', context),
  onMessageReceived: (context) => emitter.emit('messageReceived', context),
};
emitter.on('chatStarted', ({ id }) => console.info('chat', id));
emitter.on('messageReceived', ({ msg }) => console.info('message', msg));
