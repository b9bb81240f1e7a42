import { showChat } from './chat';
import { answerConsent } from './consent';
import { tellScreen } from './iadvize';
import { startRouter } from './router';

const element = (id: string): Element => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`No element #${id}`);
  return found;
};

showChat(element('chat'), element('started'));
element('accept').addEventListener('click', () => answerConsent(true));
element('refuse').addEventListener('click', () => answerConsent(false));
startRouter(element('screen'), tellScreen);
