export default function Cart() {
  return (
    <>
      <h1>Cart</h1>
      <p id="total">49.90</p>
    </>
  );
}
