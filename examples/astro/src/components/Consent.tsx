import { answerConsent } from '../consent';

export function Consent() {
  return (
    <p>
      May we measure what the chat is used for? <button onClick={() => answerConsent(true)}>Accept</button>{' '}
      <button onClick={() => answerConsent(false)}>Refuse</button>
    </p>
  );
}
