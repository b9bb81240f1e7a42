/* The shop's own callbacks, written by hand before the tag, as iAdvize's documentation shows. */
var iAdvizeCallbacks = {
  onChatStarted: function () {
    teamCalled('shop', 'onChatStarted');
  },
  onMessageReceived: function () {
    teamCalled('shop', 'onMessageReceived');
  },
  onChatEnded: function () {
    teamCalled('shop', 'onChatEnded');
  },
};
