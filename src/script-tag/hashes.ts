/** The build puts it here. */
declare const HASHES: Readonly<Record<string, string>>;

/** The hash of each module's file, by its name: loaded by pages that pin the script with `integrity`. */
export const hashes = HASHES;
