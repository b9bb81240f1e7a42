import { useEffect, useRef } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { createWebSdk } from 'iadvize-callbacks/web-sdk';
import { Chat } from './chat';
import { answerConsent } from './consent';

const sdk = createWebSdk();

/** What stays from route to route: it tells the tag of each screen, and hears every event. */
export function Layout() {
  const { pathname } = useLocation();

  // A query or a hash is no other screen, and strict mode runs an effect twice.
  const told = useRef('');
  useEffect(() => {
    if (told.current !== pathname) void sdk.navigate(pathname);
    told.current = pathname;
  }, [pathname]);

  return (
    <>
      <nav>
        <Link to="/">Home</Link> <Link to="/cart">Cart</Link> <Link to="/cart?step=2">Delivery</Link>{' '}
        <Link to="/cart?step=2#total">Total</Link>
      </nav>
      <p>
        May we measure what the chat is used for? <button onClick={() => answerConsent(true)}>Accept</button>{' '}
        <button onClick={() => answerConsent(false)}>Refuse</button>
      </p>
      <Chat />
      <Outlet />
    </>
  );
}
