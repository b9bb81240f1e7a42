import { flag, history, id, idOrNull, instant, key, listOf, number, oneOf, recordOf, text } from './kinds';
import type { Fields, Inputs, Values } from './kinds';
import { indicators } from './indicators';

/** What can be done with a resource. */
export type Verb = 'list' | 'get' | 'create' | 'update' | 'delete';

/** A resource of the REST API. */
export interface Resource {
  readonly path: string;
  readonly verbs: readonly Verb[];
  readonly fields: Fields;
  readonly filters: Fields;
}

const channels = ['chat', 'call', 'video'] as const;
const priority = oneOf(0, 10);
const period = { from: instant, to: instant };

const channelState = recordOf({
  enabled: flag,
  slot_number: number,
  slot_max_number: number,
  busy: flag,
  available: flag,
});
const availability = recordOf({ available: flag });

const operatorFilters = {
  group_id: id,
  website_id: id,
  skill_id: id,
  /** Takes `*` for any text. */
  name: text,
  external_id: text,
  connected: flag,
};

/**
 * Every resource of the REST API v2, in the order of iAdvize's documentation (2016 edition), under the documentation's own
 * names: its path, what can be done with it, its fields and its filters. The client and all its types derive from this
 * one table. The edition of 2024 marks client, website, conversation, tag and satisfaction as deprecated.
 */
export const resources = {
  client: {
    path: 'client',
    verbs: ['list', 'get'],
    fields: { id: key, lang: text },
    filters: {},
  },
  website: {
    path: 'website',
    verbs: ['list', 'get', 'update'],
    fields: { id: key, url: text, label: text },
    filters: {},
  },
  operator: {
    path: 'operator',
    verbs: ['list', 'get', 'create', 'update', 'delete'],
    fields: {
      id: key,
      name: text,
      first_name: text,
      pseudo: text,
      email: text,
      /** The site's own id. */
      external_id: text,
      /** @deprecated use `roles` */
      role: oneOf('operator', 'manager', 'admin'),
      roles: listOf(oneOf('expert', 'operator', 'manager', 'admin')),
      chat_enabled: flag,
      call_enabled: flag,
      video_enabled: flag,
      /** How many chats the operator can process at the same time. */
      chat_max_number: number,
      /** Whether the operator can process a chat and a call at the same time. */
      chat_and_call: flag,
      chat_priority: priority,
      call_priority: priority,
      video_priority: priority,
      /** ISO 639-1 codes. */
      language_list: listOf(text),
      language_admin: oneOf('de', 'en', 'es', 'fr'),
      group_id: id,
      website_list: listOf(id),
      skill_list: listOf(id),
      /** Signs the operator on, see `signOnUrl`: a credential. */
      sso_key: text,
    },
    filters: operatorFilters,
  },
  group: {
    path: 'group',
    verbs: ['list', 'get', 'create', 'update', 'delete'],
    fields: { id: key, name: text, created_at: instant, parent_id: id, operator_list: listOf(id) },
    filters: { parent_id: id },
  },
  skill: {
    path: 'skill',
    verbs: ['list', 'get', 'create', 'update', 'delete'],
    fields: {
      id: key,
      name: text,
      order: number,
      created_at: instant,
      parent_id: id,
      /** @deprecated list operators with the filter `skill_id` */
      operator_list: listOf(id),
    },
    filters: { operator_id: id, parent_id: id },
  },
  conversation: {
    path: 'conversation',
    verbs: ['list', 'get'],
    fields: {
      id: key,
      channel: oneOf(...channels, 'social'),
      visitor_uid: text,
      /** The transcript; what is damaged is in its `problems`. */
      history,
      operator_answer: flag,
      operator_closed: flag,
      waitinglist: flag,
      page_type: text,
      created_at: instant,
      closed_at: instant,
      website_id: id,
      operator_id: id,
      skill_id: id,
      tag_list: listOf(id),
      rule_id: id,
    },
    filters: {
      channel: oneOf(...channels, 'social'),
      ...period,
      website_id: id,
      operator_id: id,
      visitor_id: id,
      skill_id: id,
      tag_id: id,
      rule_id: id,
    },
  },
  tag: {
    path: 'tag',
    verbs: ['list', 'get', 'create'],
    fields: { id: key, name: text, website_id: listOf(id) },
    filters: { website_id: id },
  },
  transaction: {
    path: 'transaction',
    verbs: ['list', 'get'],
    fields: {
      id: key,
      /** The site's own id, such as the order's. */
      external_id: text,
      visitor_uid: text,
      visitor_email: text,
      amount: number,
      created_at: instant,
      website_id: id,
      operator_id: id,
      conversation_id: id,
    },
    filters: { website_id: id, operator_id: id, conversation_id: idOrNull, ...period },
  },
  satisfaction: {
    path: 'satisfaction',
    verbs: ['list', 'get'],
    fields: {
      id: key,
      /** The notes are percentages. */
      note_welcome: number,
      note_resolution: number,
      /** So in the documentation, for "note". */
      node_delay: number,
      created_at: instant,
      website_id: id,
      operator_id: id,
      conversation_id: id,
    },
    filters: { website_id: id, operator_id: id, conversation_id: id, ...period },
  },
  visitor: {
    path: 'visitor',
    verbs: ['list', 'get', 'create', 'update', 'delete'],
    fields: {
      id: key,
      unique_id: text,
      /** The site's own id. */
      external_id: text,
      lastname: text,
      firstname: text,
      address: text,
      city: text,
      zip: text,
      country: text,
      phone: text,
      email: text,
      browser: text,
      website_id: listOf(id),
      created_at: instant,
    },
    filters: { unique_id: text, external_id: text, website_id: id },
  },
  callMeeting: {
    path: 'callmeeting',
    verbs: ['list'],
    fields: {
      id: key,
      phone_number: text,
      visitor_uid: text,
      status: oneOf('pending', 'progress', 'done', 'failed', 'working'),
      start_at: instant,
      website_id: id,
      targeting_rule_id: id,
      skill_id: id,
    },
    filters: { website_id: id, ...period },
  },
} as const satisfies Readonly<Record<string, Resource>>;

/** What belongs to an operator: whether it is available now, what it has done, and how it presents itself. */
export const operatorParts = {
  live: {
    path: 'live',
    fields: { id: key, connected: flag, chat: channelState, call: channelState, video: channelState },
    filters: operatorFilters,
    /** What can be set; `connected` only to false. */
    settings: { chat: availability, call: availability, video: availability, connected: flag },
  },
  statistic: {
    path: 'statistic',
    fields: { id: key, conversation_number: number, satisfaction_global_rate: number, experience: number },
  },
  profile: {
    path: 'profile',
    fields: {
      user_id: key,
      status: text,
      description: text,
      facebook: text,
      twitter: text,
      city: text,
      country: text,
    },
  },
} as const;

/** The statistics: how they can be asked for. */
export const statistic = {
  path: 'statistic',
  filters: {
    /** @deprecated use `website_list` */
    website_id: id,
    website_list: listOf(id),
    channel: oneOf(...channels),
    /** What to group the data by. */
    resource: oneOf('operator', 'group', 'skill', 'rule', 'contact_type', 'page_type'),
    resource_id: id,
    indicators: listOf(oneOf(...indicators)),
    ...period,
    /** Needs exactly one indicator. */
    granularity: oneOf('hour', 'day', 'month'),
  },
} as const;

/** The pick-up and the hang-up of a call in Odigo. */
export const odigo = {
  pickUp: 'odigocallback/pickup',
  hangUp: 'odigocallback/hangup',
  parameters: { operator_external_id: text, website_id: id, phone_number: text },
  fields: {
    targeting_rule_id: id,
    website_id: id,
    conversation_id: id,
    skill_id: id,
    visitor_phone_number: text,
    visitor_uid: text,
  },
} as const;

/** The table's type. */
export type Resources = typeof resources;

/** Name of a resource in the client. */
export type ResourceName = keyof Resources;

/** Fields as the client gives them, with what the platform sent. */
export type RecordOf<Of> = Values<Of> & {
  /** Exactly what the platform sent. */
  readonly raw: Readonly<Record<string, unknown>>;
};

/** A record of a resource. */
export type ResourceRecord<Name extends ResourceName> = RecordOf<Resources[Name]['fields']>;

/** What a resource can be created or updated with. */
export type ResourceInput<Name extends ResourceName> = Omit<Inputs<Resources[Name]['fields']>, 'id'>;

/** What a resource can be listed by. */
export type ResourceFilters<Name extends ResourceName> = Inputs<Resources[Name]['filters']>;
