import { Component } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { Chat } from './chat';
import { answerConsent } from './consent';

@Component({
  selector: 'shop-root',
  imports: [Chat, RouterLink, RouterOutlet],
  template: `
    <nav>
      <a routerLink="/">Home</a> <a routerLink="/cart">Cart</a>
      <a routerLink="/cart" [queryParams]="{ step: 2 }">Delivery</a>
      <a routerLink="/cart" [queryParams]="{ step: 2 }" fragment="total">Total</a>
    </nav>
    <p>
      May we measure what the chat is used for? <button (click)="answerConsent(true)">Accept</button>
      <button (click)="answerConsent(false)">Refuse</button>
    </p>
    <shop-chat />
    <router-outlet />
  `,
})
export class App {
  readonly answerConsent = answerConsent;
}
