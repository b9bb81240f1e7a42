import { useMessages } from './messages';

export function Home() {
  useMessages('home');
  return <h1>Home</h1>;
}
