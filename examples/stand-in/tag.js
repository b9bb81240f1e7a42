// Stands in for iAdvize's tag: it fires as soon as it runs, long before the bundle of the page.
(() => {
  const told = [];
  const sdk = { navigate: (screen) => told.push(screen) };
  const waiting = window.iAdvizeInterface;
  window.iAdvizeInterface = { push: (use) => use(sdk) };
  if (Array.isArray(waiting)) waiting.forEach((use) => use(sdk));

  const fire = (callback, argument) => window.iAdvizeCallbacks?.[callback]?.(argument);
  /** For the page's console and for tests: `told` has the screens that the page told of. */
  window.standIn = { told, fire };

  fire('onChatDisplayed');
  fire('onChatStarted', { id: '666', conversationId: 'c2f3a0f4-5b0e-4c3a-9d4f-0c8a3f6f2b11', vuid: '0a1572b7cc50' });
})();
