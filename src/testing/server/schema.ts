/**
 * What is documented of the platform's GraphQL schema, and what is used of it. Where the documentation names no field (a
 * message's text and author, an interval's ends), the names are this stand-in's own: a client must ask the schema for them.
 */
export const schema = /* GraphQL */ `
  scalar UUID
  scalar DateTime

  type Query {
    conversation(id: UUID!): Conversation
    closedConversations(
      first: Int
      after: String
      interval: DateTimeInterval!
      projectIds: [Int!]
      channels: [Channel!]
    ): ConversationConnection!
    routingRule(id: UUID!): RoutingRule
    projects(first: Int, after: String): ProjectConnection!
  }

  type Mutation {
    chatbotMessageSend(input: ChatbotMessageSendInput!): ChatbotMessageSendPayload!
  }

  enum Channel {
    APPLE_BUSINESS_CHAT
    CALL
    CHAT
    FACEBOOK
    FACEBOOK_BUSINESS_ON_MESSENGER
    GOOGLE_BUSINESS_MESSAGES
    INSTAGRAM
    MOBILE_APP
    SMS
    TWITTER
    VIDEO
    WHATSAPP
  }

  input DateTimeInterval {
    from: DateTime!
    to: DateTime!
  }

  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }

  type ConversationConnection {
    edges: [ConversationEdge!]!
    pageInfo: PageInfo!
  }

  type ConversationEdge {
    node: Conversation!
  }

  type Conversation {
    id: UUID!
    legacyId: Int
    createdAt: DateTime!
    closedAt: DateTime
    channel: String!
    project: Project
    messages: [Message!]!
  }

  interface Message {
    createdAt: DateTime!
  }

  type OperatorMessage implements Message {
    createdAt: DateTime!
    content: String!
    author: Author!
  }

  type VisitorMessage implements Message {
    createdAt: DateTime!
    content: String
    author: Author!
  }

  type SystemMessage implements Message {
    createdAt: DateTime!
    text: String
  }

  union Author = User | Visitor

  type User {
    id: Int
  }

  type Visitor {
    id: String
  }

  type Project {
    id: Int!
    name: String!
  }

  type ProjectConnection {
    edges: [ProjectEdge!]!
    pageInfo: PageInfo!
  }

  type ProjectEdge {
    node: Project!
  }

  type RoutingRule {
    id: UUID!
    availability: RoutingRuleAvailability!
  }

  type RoutingRuleAvailability {
    chat: ChannelAvailability!
    call: ChannelAvailability!
    video: ChannelAvailability!
  }

  type ChannelAvailability {
    isAvailable: Boolean!
  }

  input ChatbotMessageSendInput {
    conversationId: UUID!
    chatbotId: Int!
    actionOrMessage: ChatbotActionOrMessageInput!
  }

  input ChatbotActionOrMessageInput {
    chatbotMessage: ChatbotMessageInput
    chatbotAction: ChatbotActionInput
  }

  input ChatbotMessageInput {
    chatbotSimpleTextMessage: String
    chatbotMessageAttachmentInput: ChatbotMessageAttachmentInput
  }

  input ChatbotMessageAttachmentInput {
    quickReplyMenu: QuickReplyMenuInput
  }

  input QuickReplyMenuInput {
    message: String!
    choices: [String!]!
  }

  input ChatbotActionInput {
    closeMessage: CloseMessageInput
    transferMessage: TransferMessageInput
  }

  input CloseMessageInput {
    _unusedField: Boolean
  }

  input TransferMessageInput {
    routingRuleId: UUID!
    transferOptions: TransferOptionsInput
  }

  input TransferOptionsInput {
    timeout: Int
  }

  type ChatbotMessageSendPayload {
    userErrors: [UserError!]!
  }

  type UserError {
    message: String!
  }
`;
