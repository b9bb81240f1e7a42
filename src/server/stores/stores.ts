import type { BotMemory } from './bot-memory';
import type { DeliveryStore } from './deliveries';
import type { RateLimit, RateLimiter } from './rate-limiter';
import type { UseTicket } from './tickets';

/** What a server remembers, in one place that its processes share. */
export interface Stores {
  /** For `store` of the receivers. */
  readonly deliveries: DeliveryStore;
  /** For `use` of `ticketAuthorize`. */
  readonly useTicket: UseTicket;
  /** Makes a limiter for `rateLimit`; each `name` counts apart. */
  readonly rateLimiter: (options: RateLimit & { readonly name: string }) => RateLimiter;
  /** For `memory` of the bot connector. */
  readonly botMemory: BotMemory;
}
