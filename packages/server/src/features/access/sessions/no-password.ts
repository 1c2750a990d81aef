/**
 * In place of a hash, as in /etc/shadow: no password fits. For who was invited and has not chosen one yet, who logs in at an
 * identity provider, and who was deleted.
 */
export const NO_PASSWORD = '!';
