/* Marketing's script, from the tag manager: it puts its own object in the place of whatever is there. */
window.iAdvizeCallbacks = {
  onChatStarted: function () {
    teamCalled('marketing', 'onChatStarted');
  },
  onMessageReceived: function () {
    teamCalled('marketing', 'onMessageReceived');
  },
  onChatEnded: function () {
    teamCalled('marketing', 'onChatEnded');
  },
};
