import type { RoleOfValue } from '@srs-desk/shared/access/provider-claims.ts';
import type { Secret } from './secrets.ts';

/** How people log in. */
export interface LoginConfig {
  /** By user name and password. */
  local: boolean;
  /** At an identity provider; null: not at all. */
  oidc: OidcConfig | null;
}

/** The identity provider, and how it is read what it says of a person. */
export interface OidcConfig {
  issuer: string;
  clientId: string;
  clientSecret: Secret;
  clientAuth: 'post' | 'basic';
  scope: string;
  roleClaim: string;
  /** The first whose value a person has counts. */
  roles: readonly RoleOfValue[];
  nameClaim: string;
  label: string;
  /** Where people open the desk: the provider sends them back there. */
  publicUrl: string;
}
