'use client';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { createWebSdk } from 'iadvize-callbacks/web-sdk';

const sdk = createWebSdk();

/** Tells the tag of each screen, once: a query or a hash is no other screen, and strict mode runs an effect twice. */
export function Navigation() {
  const pathname = usePathname();
  const told = useRef('');

  useEffect(() => {
    if (told.current !== pathname) void sdk.navigate(pathname);
    told.current = pathname;
  }, [pathname]);

  return null;
}
