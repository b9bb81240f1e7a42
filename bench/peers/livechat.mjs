import { createWidget } from '@livechat/widget-core';

createWidget({
  organizationId: '00000000-0000-0000-0000-000000000000',
  onCustomerStatusChanged: ({ status }) => console.info('chat', status),
  onNewEvent: ({ text }) => console.info('message', text),
}).init();
