/** The build puts it here. */
declare const HASHES: Readonly<Record<string, string>>;

/** The hash of each module's file, by its name: asked for by pages that have pinned the script's content. */
export const hashes = HASHES;
