import { expect } from './expect';
import { tagGlobals } from './tag';

/** Who the visitor is. */
export type AuthenticationOption =
  | {
      readonly type: 'SECURED_AUTHENTICATION';
      /** What `createVisitorToken` of `iadvize-callbacks/server/visitor-token` makes, on the site's server. */
      readonly token: string;
    }
  | {
      /** iAdvize's own sources have both names. */
      readonly type: 'ANONYMOUS_AUTHENTICATION' | 'ANONYMOUS';
      readonly token?: null | undefined;
    };

/** What the function given to `activate` answers. */
export interface Authentication {
  readonly authenticationOption: AuthenticationOption;
}

/** Called by the tag whenever it checks the session. */
export type GetAuthentication = () => Authentication | PromiseLike<Authentication>;

/** Why an activation failed: sentences, of which these are documented. */
export type ActivationFailureReason =
  | 'A valid authentication option must be provided'
  | 'An activation is already ongoing'
  | 'A login is already ongoing'
  | "Can't activate twice, please logout first"
  | 'Failed to fetch authentication with a server error'
  | `Failed to authenticate visitor from credentials${string}`
  | (string & {});

/** The result of an activation; `authentication.status` tells which. */
export interface Activation {
  readonly authentication:
    | { readonly option: AuthenticationOption; readonly status: 'authentication-success' }
    | {
        readonly option: AuthenticationOption;
        readonly status: 'authentication-failure';
        readonly reason: ActivationFailureReason;
      };
}

/** The window's key that says that the visitor is authenticated, the same for every copy of this library. */
export const authenticatedKey = Symbol.for('iAdvizeCallbacks.authenticated');

/**
 * The user id of a token and `extID` name the same visitor twice: a page has one of them.
 * @throws TypeError where the visitor is authenticated, and there is an `extID`.
 */
export function checkIdentity(extId: unknown): void {
  expect(!extId || !Reflect.get(tagGlobals, authenticatedKey), 'no extID together with authentication');
}

/**
 * Notes that the visitor is, or is no longer, authenticated.
 * @throws TypeError where the page's custom data has an `extID`.
 */
export function setAuthenticated(is: boolean): void {
  expect(!is || !tagGlobals.idzCustomData?.['extID'], 'no authentication together with extID');
  Reflect.set(tagGlobals, authenticatedKey, is);
}
