const library = '<script src="iadvize-callbacks.all.global.js"></script>';
const script = (code: string) => `<script>\n${code}\n</script>`;

const shop = script(`  // The shop's own callbacks, by hand, as iAdvize's documentation shows.
  var iAdvizeCallbacks = {
    onChatStarted: function (chat) { console.log('shop: chat', chat.id); },
  };`);

const analytics = script(`  // The analytics team keeps what it finds and calls it first.
  const before = iAdvizeCallbacks.onChatStarted;
  iAdvizeCallbacks.onChatStarted = function (chat) {
    if (before) before(chat);
    console.log('analytics: chat', chat.id);
  };`);

const marketing = script(`  // Marketing's script, out of the tag manager, assigns over all of it.
  window.iAdvizeCallbacks = {
    onChatStarted: function (chat) { console.log('marketing: chat', chat.id); },
  };`);

const listener = script(`  iAdvizeEvents.on('chatStarted', function (event) {
    console.log('listener: chat', event.detail.id);
  });`);

/** Pages to begin with, by what they show. */
export const examples: Readonly<Record<string, string>> = {
  'Three teams and a listener': [shop, library, listener, analytics, marketing].join('\n\n'),
  'The same without the library': [shop, analytics, marketing].join('\n\n'),
  'A listener that throws': [
    library,
    script(`  iAdvizeEvents.on('chatStarted', function () { throw new Error('a mistake of this team'); });`),
    listener,
  ].join('\n\n'),
  'A listener that comes late': [
    library,
    script(`  // Half a second later, it gets what already fired.
  setTimeout(function () {
    iAdvizeEvents.on('chatStarted', function (event) {
      console.log('late listener: chat', event.detail.id, 'replayed:', event.replayed);
    }, { replay: true });
  }, 500);`),
  ].join('\n\n'),
};
