import type { ScriptTag, Use, WholeScriptTag } from '../script-tag/window';
import type { CallbackName } from '../core/callbacks';
import type { RawArgument } from '../core/raw-arguments';
import type { TagQueue } from '../web-sdk/tag';
import type { CustomData } from '../web-sdk/custom-data';

export type { ScriptTag, Use, WholeScriptTag } from '../script-tag/window';

declare global {
  interface Window {
    /** What the script tag puts there; before, a list of what waits for it, where the page made one. */
    iAdvizeEvents?: WholeScriptTag | ScriptTag | Use[];
    /** What the tag calls: one function per callback, with the tag's own argument. */
    iAdvizeCallbacks?: { [Name in CallbackName]?: ((argument: RawArgument<Name>) => unknown) | null | undefined };
    /** What waits for the tag, or, once it is loaded, the tag's own object. */
    iAdvizeInterface?: TagQueue | null;
    /** What the page tells the tag about its visitor, before the tag starts. */
    idzCustomData?: CustomData;
  }
}
