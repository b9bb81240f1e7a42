import { useMessages } from './messages';

export function Cart() {
  useMessages('cart');
  return <h1>Cart</h1>;
}
