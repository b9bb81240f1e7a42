import type {} from '../script-tag/window';
import type { CallbackName } from '../core/callbacks';
import type { RawArgument } from '../core/raw-arguments';
import type { TagQueue } from '../web-sdk/page';
import type { CustomData } from '../web-sdk/custom-data';

declare global {
  interface Window {
    // `iAdvizeEvents` is declared where the script tag's types are.
    /** What the tag calls: one function per callback, with the tag's own argument. */
    iAdvizeCallbacks?: { [Name in CallbackName]?: ((argument: RawArgument<Name>) => unknown) | null | undefined };
    /** What waits for the tag, or, once it is loaded, the tag's own object. */
    iAdvizeInterface?: TagQueue | null;
    /** What the page tells the tag about its visitor, before the tag starts. */
    idzCustomData?: CustomData;
  }
}
