// The shop knows nothing of how the library comes into the page: it waits for it.
(window.iAdvizeEvents = window.iAdvizeEvents || []).push(function (iadvize) {
  const show = (id, text) => (document.getElementById(id).textContent = text);
  const chats = {
    chatDisplayed: 'displayed',
    chatHidden: 'hidden',
    chatStarted: 'conversation',
    chatEnded: 'displayed',
  };
  let started = 0;
  const follow = ({ type }) => {
    if (chats[type]) show('chat', chats[type]);
    if (type === 'chatStarted') show('started', (started += 1));
  };
  iadvize.on('*', follow, { replay: true });
});

const screens = {
  '/': '<h1>Home</h1>',
  '/cart': '<h1>Cart</h1><p id="total">49.90</p>',
};
const showScreen = () => {
  document.getElementById('screen').innerHTML = screens[location.pathname] ?? '<h1>Not found</h1>';
};

document.addEventListener('click', (event) => {
  const link = event.target.closest('nav a');
  if (!link) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  showScreen();
});
window.addEventListener('popstate', showScreen);
showScreen();
