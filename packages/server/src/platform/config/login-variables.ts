import type { RoleOfValue } from '@srs-desk/shared/access/provider-claims.ts';
import { isRole } from '@srs-desk/shared/access/roles.ts';
import * as z from 'zod';
import { httpUrl, secret } from './forms.ts';
import { LOOPBACK } from './loopback.ts';
import { told } from './variable-facts.ts';

/** `<value>=<role>` with commas between them; the role stands after the last `=`. */
const roleMapping = z.string().transform((text, { issues }): readonly RoleOfValue[] =>
  text.split(',').flatMap((part) => {
    const at = part.lastIndexOf('=');
    const [value, role] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at > 0 && value !== '' && isRole(role)) return [{ value, role }];
    issues.push({
      code: 'custom',
      message: 'must be values and roles, as in desk-admins=admin,desk-support=support',
      input: text,
    });
    return [];
  }),
);

const issuer = httpUrl.refine(
  (text) => !URL.canParse(text) || text.startsWith('https:') || LOOPBACK.has(new URL(text).hostname),
  'must begin with https://',
);

const claim = z.string().regex(/^\S+$/, 'must be the name of a claim');

/** How people log in other than by a password of the desk's own. */
export const LOGIN_VARIABLES = {
  OIDC_ISSUER: told(issuer.optional(), {
    group: 'login',
    about:
      'The issuer, as its `.well-known/openid-configuration` names it. Setting it switches the login on.',
    example: 'https://login.microsoftonline.com/<tenant>/v2.0',
  }),
  OIDC_CLIENT_ID: told(z.string().optional(), {
    group: 'login',
    about: 'The desk’s client ID there; its redirect URI is PUBLIC_URL with /api/oidc/callback.',
    example: 'srs-desk',
  }),
  OIDC_CLIENT_SECRET: told(secret.optional(), {
    group: 'login',
    about: 'The client’s secret.',
    secret: true,
  }),
  OIDC_CLIENT_AUTH: told(z.enum(['post', 'basic'], 'must be post or basic').default('post'), {
    group: 'login',
    about: 'How the secret is shown at the token endpoint: client_secret_post or client_secret_basic.',
  }),
  OIDC_SCOPE: told(
    z
      .string()
      .regex(/^openid( \S+)*$/, 'must begin with openid')
      .default('openid profile'),
    {
      group: 'login',
      about: 'The scopes that are asked for; one of them must bring the claim of the roles.',
    },
  ),
  OIDC_ROLE_CLAIM: told(claim.default('roles'), {
    group: 'login',
    about:
      'The claim of the ID token that says what a person may do; dots lead into it, as in realm_access.roles.',
  }),
  OIDC_ROLES: told(roleMapping.optional(), {
    group: 'login',
    about:
      'Which value of it stands for which role; the first in this list that a person has counts. Who has none is refused.',
    example: 'desk-admins=admin,desk-support=support',
  }),
  OIDC_NAME_CLAIM: told(claim.default('preferred_username'), {
    group: 'login',
    about: 'The claim that a new user is named after.',
  }),
  OIDC_LABEL: told(z.string().max(40, 'must have at most 40 characters').default('Single Sign-on'), {
    group: 'login',
    about: 'What the login page calls it.',
  }),
  LOCAL_LOGIN: told(z.enum(['on', 'off'], 'must be on or off').default('on'), {
    group: 'login',
    about:
      'Off: nobody logs in by a password of the desk’s own. Who holds the data folder lets somebody in by `desk user link`.',
  }),
} as const;
