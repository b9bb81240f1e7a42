import { useMessages } from './messages';

export function Cart() {
  useMessages('cart');
  return (
    <>
      <h1>Cart</h1>
      <p id="total">49.90</p>
    </>
  );
}
