export * from './tools';
export * from './consent';
export { createAdapter } from './pipeline/create-adapter';
export type { AdapterDefinition } from './pipeline/create-adapter';
export type { AnalyticsEvent, ParameterValue } from './pipeline/analytics-event';
export type { OptionCheck, OptionChecks } from '../shared/check-options';
export type { Consent, ConsentAnswer, ConsentSource } from './pipeline/consent';
export type { AdapterOptions, ExtraParameters, PrivateField } from './pipeline/options';
