import { installCallbacks } from './index';
import type { IAdvizeCallbacks } from './index';

declare global {
  interface Window {
    /** What `installCallbacks()` returns, put there by the script-tag build. */
    iAdvizeEvents?: IAdvizeCallbacks;
  }
}

window.iAdvizeEvents = installCallbacks();
