import type { Routes } from '@angular/router';
import { Cart } from './cart';
import { Home } from './home';

export const routes: Routes = [
  { path: '', component: Home },
  { path: 'cart', component: Cart },
];
