/** Id of a conversation in the REST API, the `id` of `chatStarted`: digits only. */
export const isLegacyId = (id: unknown): id is string => typeof id === 'string' && /^[1-9]\d{0,19}$/.test(id);

/** Id of a conversation in GraphQL, the `conversationId` of `chatStarted`. */
export const isUuid = (id: unknown): id is string =>
  typeof id === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);

/** Either: nothing that could lead elsewhere in an address or a header. */
export const isConversationId = (id: unknown): id is string => isLegacyId(id) || isUuid(id);
