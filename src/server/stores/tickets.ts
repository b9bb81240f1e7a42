/**
 * Notes that a ticket is used, and says whether it may be: `false` the second time it sees one. Atomic: of two uses at the
 * same time, one gets `true`.
 * @param ticket up to 64 characters
 * @param expires when it may be forgotten, in epoch milliseconds: a ticket that has expired is refused before it is asked for
 * @throws StoreFullError where there is no room to remember it; the request is answered with 503.
 */
export type UseTicket = (ticket: string, expires: number) => boolean | Promise<boolean>;
