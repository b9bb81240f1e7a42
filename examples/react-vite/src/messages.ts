import { useIAdvizeEvent } from 'iadvize-callbacks/react';

/** Tells the page on which screen a message of the operator found the visitor. */
export function useMessages(screen: string): void {
  useIAdvizeEvent('messageReceived', ({ detail }) => {
    dispatchEvent(new CustomEvent('shop:message', { detail: `${screen}: ${detail.msg}` }));
  });
}
