import '../support/zone';
import { provideZoneChangeDetection } from '@angular/core';
import { angularSuite } from '../support/angular-suite';

angularSuite('with zones', provideZoneChangeDetection);
