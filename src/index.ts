/** @module iadvize-callbacks */

export { callbackNames } from './core/callbacks';
export type { AddedName, CallbackName, CallbackNameOf, EventDetail, EventName, EventNameOf } from './core/callbacks';
export type { EventOf, IAdvizeEvent } from './core/event';
export type { Operator } from './core/fields';
export { installCallbacks } from './core/install';
export type { RawArgument } from './core/raw-arguments';
export type {
  Adapter,
  AddedEvents,
  IAdvizeCallbacks,
  InstallOptions,
  Listener,
  OnceOptions,
  OnOptions,
  Overwrite,
  Stop,
} from './core/types';
