/** In place of a hash, as in /etc/shadow: no password fits. For who was invited and has not chosen one
 * yet, and for who logs in at an identity provider. */
export const NO_PASSWORD = '!';
