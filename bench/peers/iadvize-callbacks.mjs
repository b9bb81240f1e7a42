import { installCallbacks } from 'iadvize-callbacks';

const iadvize = installCallbacks();
iadvize.on('chatStarted', ({ detail }) => console.info('chat', detail.id));
iadvize.on('messageReceived', ({ detail }) => console.info('message', detail.msg));
