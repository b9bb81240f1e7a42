import { Intercom, onShow, onUnreadCountChange } from '@intercom/messenger-js-sdk';

Intercom({ app_id: '00000000' });
onShow(() => console.info('chat'));
onUnreadCountChange((count) => console.info('messages', count));
