const screens: Partial<Record<string, string>> = {
  '/': '<h1>Home</h1>',
  '/cart': '<h1>Cart</h1><p id="total">49.90</p>',
};

/** Shows the screen of the page's address in `outlet`, whichever way the visitor comes to it, and calls `shown`. */
export function startRouter(outlet: Element, shown: () => void): void {
  const show = () => {
    outlet.innerHTML = screens[location.pathname] ?? '<h1>Not found</h1>';
    shown();
  };

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('nav a');
    if (!link) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    show();
  });
  addEventListener('popstate', show);
  show();
}
