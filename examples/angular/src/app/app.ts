import { Component, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { createWebSdk } from 'iadvize-callbacks/web-sdk';
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

  constructor() {
    const sdk = createWebSdk();
    let told = '';
    inject(Router)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => {
        if (!(event instanceof NavigationEnd)) return;
        // A query or a hash is no other screen.
        const path = event.urlAfterRedirects.replace(/[?#].*/, '');
        if (path !== told) void sdk.navigate(path);
        told = path;
      });
  }
}
