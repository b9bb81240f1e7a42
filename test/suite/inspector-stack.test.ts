import { expect, it } from 'vitest';
import { pagePlaces, parseStack, shortPlace, writePlace } from '../../src/inspector/stack';

const chromium = `Error
    at set (https://shop.example/iadvize.js:1:2345)
    at Object.set [as onChatEnded] (https://shop.example/iadvize.js:1:2400)
    at Cart.follow (https://shop.example/cart.js?v=3:12:5)
    at async https://shop.example/main.js:40:1
    at new Cart (https://cdn.example/npm/cart@1.2.3/cart.js:7:9)
    at Array.forEach (<anonymous>)
    at eval (eval at run (https://shop.example/tags.js:3:4), <anonymous>:1:1)
    at https://shop.example/last.js:1:1`;

const firefox = `record@https://shop.example/iadvize.js:1:2345
set@https://shop.example/iadvize.js:1:2400
follow@https://shop.example/cart.js?v=3:12:5
async*@https://shop.example/main.js:40:1
Cart@https://cdn.example/npm/cart@1.2.3/cart.js:7:9
run/<@https://shop.example/tags.js line 3 > eval:1:1
@https://shop.example/last.js:1:1
`;

const safari = `record@https://shop.example/iadvize.js:1:2345
set@https://shop.example/iadvize.js:1:2400
follow@https://shop.example/cart.js?v=3:12:5
forEach@[native code]
Cart@https://cdn.example/npm/cart@1.2.3/cart.js:7:9
eval code
module code@https://shop.example/main.js:40:1
global code@https://shop.example/last.js:1:1`;

it.each([
  [
    'Chromium',
    chromium,
    [
      'Cart.follow https://shop.example/cart.js?v=3:12:5',
      ' https://shop.example/main.js:40:1',
      'new Cart https://cdn.example/npm/cart@1.2.3/cart.js:7:9',
      'eval https://shop.example/tags.js:3:4',
      ' https://shop.example/last.js:1:1',
    ],
  ],
  [
    'Firefox',
    firefox,
    [
      'follow https://shop.example/cart.js?v=3:12:5',
      'async* https://shop.example/main.js:40:1',
      'Cart https://cdn.example/npm/cart@1.2.3/cart.js:7:9',
      'run/< https://shop.example/tags.js:3',
      ' https://shop.example/last.js:1:1',
    ],
  ],
  [
    'Safari',
    safari,
    [
      'follow https://shop.example/cart.js?v=3:12:5',
      'Cart https://cdn.example/npm/cart@1.2.3/cart.js:7:9',
      'module code https://shop.example/main.js:40:1',
      'global code https://shop.example/last.js:1:1',
    ],
  ],
])('names the page’s scripts in a stack of %s', (browser, stack, places) => {
  // Chromium calls the function above the setter by what a minifier left of its name.
  const own = browser === 'Chromium' ? stack.replace('at set (', 'at r (') : stack;
  expect(pagePlaces(own).map((place) => `${place.name} ${writePlace(place)}`)).toEqual(places);
});

it('keeps a function of the page’s that is called set', () => {
  const [place] = pagePlaces('r@https://a/lib.js:1:1\nset@https://a/lib.js:1:2\nset@https://a/page.js:3:4');
  expect(place).toMatchObject({ name: 'set', address: 'https://a/page.js', line: 3, column: 4 });
});

it.each([undefined, '', 'Error', 'Error\n    at <anonymous>', [], { stack: 1 }])('finds nobody in %j', (stack) => {
  expect(parseStack(stack)).toEqual([]);
});

it.each([
  ['https://shop.example/js/cart.js?v=3:12:5', 'cart.js:12:5'],
  ['https://shop.example/:1:2', 'shop.example:1:2'],
  ['https://shop.example/app/:1:2', 'app:1:2'],
])('shortens %s', (address, short) => {
  const [place] = parseStack(`run@${address}`);
  expect(place && shortPlace(place)).toBe(short);
});

it('finds this environment’s own', () => {
  const [place] = parseStack(new Error().stack);
  expect(place?.address).toContain('inspector-stack.test');
});
