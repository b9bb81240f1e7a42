export { IAdvizeError, isIAdvizeError } from '../shared/error';
export type { IAdvizeErrorCode, IAdvizeErrorDetails } from '../shared/error';
export type {
  Activation,
  ActivationFailureReason,
  Authentication,
  AuthenticationOption,
  GetAuthentication,
} from './authentication';
export { createWebSdk } from './create-web-sdk';
export { setCustomData } from './custom-data';
export type { CustomData } from './custom-data';
export { WebSdkError } from './error';
export { followConversation } from './links';
export type { FollowConversationOptions } from './links';
export { loadTag } from './load-tag';
export type { LoadedTag, LoadTagOptions } from './load-tag';
export type {
  Boundaries,
  Transaction,
  TransactionProduct,
  WebSdk,
  WebSdkEvent,
  WebSdkOptions,
  WebSdkProperties,
  WebSdkProperty,
  WebSdkValue,
  WritableWebSdkProperty,
} from './types';
