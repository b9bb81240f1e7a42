import { useState } from 'react';
import { useIAdvizeEvent, useIAdvizeState } from 'iadvize-callbacks/react';

export function Chat() {
  const chat = useIAdvizeState((state) => state.chat);
  const [started, setStarted] = useState(0);
  useIAdvizeEvent('chatStarted', () => setStarted((count) => count + 1), { replay: true });

  return (
    <p>
      Chat: <output id="chat">{chat}</output>, started: <output id="started">{started}</output>
    </p>
  );
}
