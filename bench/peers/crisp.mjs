import { Crisp } from 'crisp-sdk-web';

Crisp.configure('00000000-0000-0000-0000-000000000000');
Crisp.chat.onChatInitiated(() => console.info('chat'));
Crisp.message.onMessageReceived(({ content }) => console.info('message', content));
