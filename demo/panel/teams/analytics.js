/* The analytics team's script: it puts its own functions in the place of single callbacks. */
window.iAdvizeCallbacks.onChatStarted = function () {
  teamCalled('analytics', 'onChatStarted');
};
window.iAdvizeCallbacks.onMessageReceived = function () {
  teamCalled('analytics', 'onMessageReceived');
};
window.iAdvizeCallbacks.onChatEnded = function () {
  teamCalled('analytics', 'onChatEnded');
};
