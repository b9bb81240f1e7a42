import { provideZonelessChangeDetection } from '@angular/core';
import { angularSuite } from '../support/angular-suite';

angularSuite('zoneless', provideZonelessChangeDetection);
