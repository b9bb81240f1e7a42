/**
 * A script that notes what a page could not do: uncaught errors, rejections that nobody handled, scripts that did not
 * load, violations of the page's policies. In the page, since WebKit's driver tells of none of them.
 */
export const watchErrors = `{
  const errors = [];
  Object.defineProperty(window, 'pageErrors', { value: errors });
  addEventListener('error', ({ target, error, message }) => {
    errors.push(target.src ? 'not loaded: ' + target.src : error ? error.message : message);
  }, true);
  addEventListener('unhandledrejection', ({ reason }) => errors.push('rejected: ' + reason));
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    // Firefox asks for it on its own.
    if (!blockedURI.endsWith('/favicon.ico')) errors.push('refused: ' + effectiveDirective + ' ' + blockedURI);
  });
}`;
