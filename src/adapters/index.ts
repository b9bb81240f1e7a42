export * from './tools';
export { createAdapter } from './create-adapter';
export type { AdapterDefinition } from './create-adapter';
export type { AnalyticsEvent, ParameterValue } from './analytics-event';
export type { Consent, ConsentAnswer, ConsentSource } from './consent';
export { iadvizeConsent } from './iadvize-consent';
export type { AdapterOptions, ExtraParameters, PrivateField } from './options';
export { tcfConsent } from './tcf-consent';
export type { TCFConsentOptions } from './tcf-consent';
