import { Component, signal } from '@angular/core';
import { injectIAdvizeEvent, injectIAdvizeState } from 'iadvize-callbacks/angular';

@Component({
  selector: 'shop-chat',
  template: `
    <p>
      Chat: <output id="chat">{{ chat() }}</output>, started: <output id="started">{{ started() }}</output>
      @if (chat() === 'conversation') {
        <strong>We are talking.</strong>
      }
    </p>
  `,
})
export class Chat {
  readonly chat = injectIAdvizeState((state) => state.chat);
  readonly started = signal(0);

  constructor() {
    injectIAdvizeEvent('chatStarted', () => this.started.update((count) => count + 1), { replay: true });
  }
}
