import { snippet } from 'iadvize-callbacks/snippet';
import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Chat } from './chat';
import { Consent } from './consent';
import { Navigation } from './navigation';

export const metadata: Metadata = { title: 'Shop', icons: 'data:,' };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <script dangerouslySetInnerHTML={{ __html: snippet }} />
        <script src="/tag.js" />
      </head>
      <body>
        <nav>
          <Link href="/">Home</Link> <Link href="/cart">Cart</Link> <Link href="/cart?step=2">Delivery</Link>{' '}
          <Link href="/cart?step=2#total">Total</Link>
        </nav>
        <Consent />
        <Chat />
        <Navigation />
        {children}
      </body>
    </html>
  );
}
