/** What other features may use of this one. */

export { credentialDigest, identityDigest } from './digest.ts';
export { KeyFinder } from './keys/find-key.ts';
export { guardSecondPerson, hasSecondAdmin } from './second-admin.ts';
export { NO_PASSWORD } from './sessions/no-password.ts';
