import { Component } from '@angular/core';

@Component({ selector: 'shop-cart', template: '<h1>Cart</h1><p id="total">49.90</p>' })
export class Cart {}
