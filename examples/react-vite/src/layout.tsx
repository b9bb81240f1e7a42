import { useEffect, useRef, useState } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { useIAdvizeEvent, useIAdvizeState } from 'iadvize-callbacks/react';
import { createWebSdk } from 'iadvize-callbacks/web-sdk';

const sdk = createWebSdk();

/** What stays from route to route: it tells the tag of each, and hears every event. */
export function Layout() {
  const { pathname } = useLocation();
  const chat = useIAdvizeState((state) => state.chat);
  const [started, setStarted] = useState(0);

  useIAdvizeEvent('chatStarted', () => setStarted((count) => count + 1), { replay: true });

  // Strict mode runs an effect twice, and a screen is told once.
  const told = useRef('');
  useEffect(() => {
    if (told.current !== pathname) void sdk.navigate(pathname);
    told.current = pathname;
  }, [pathname]);

  return (
    <>
      <nav>
        <Link to="/">Home</Link> <Link to="/cart">Cart</Link>
      </nav>
      <p>
        Chat: <output id="chat">{chat}</output>, started: <output id="started">{started}</output>
      </p>
      <Outlet />
    </>
  );
}
