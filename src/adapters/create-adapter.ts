import type { Adapter } from '../core/types';
import type { AnalyticsEvent } from './analytics-event';
import type { AdapterOptions } from './options';

/** How to hand events to one analytics tool. */
export interface AdapterDefinition<Tool> {
  /** The tool's name, for messages, e.g. 'ga4'. */
  readonly name: string;
  /** Finds the tool on the page; undefined while it is not there yet. Called again until it is, within the documented bounds. */
  find(): Tool | undefined;
  /** Hands one event to the tool, in the tool's own form and limits. */
  send(tool: Tool, event: AnalyticsEvent): void;
}

/** Makes an adapter, to be passed to `use`, for any tool. */
export declare function createAdapter<Tool>(definition: AdapterDefinition<Tool>, options?: AdapterOptions): Adapter;
