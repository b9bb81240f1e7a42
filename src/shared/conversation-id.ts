/**
 * Id of a conversation in the REST API, the `id` of `chatStarted`: digits only, nothing that could lead elsewhere in an
 * address or a header.
 */
export const isConversationId = (id: unknown): id is string => typeof id === 'string' && /^[1-9]\d{0,19}$/.test(id);
