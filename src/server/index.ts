export { createClient } from './client';
export { IAdvizeApiError } from './error';
export { signOnUrl } from './sign-on';
