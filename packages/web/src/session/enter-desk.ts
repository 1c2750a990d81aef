/**
 * Opens the desk anew for who has just logged in on a page of a one-time link: that page was opened by nobody, and so were the
 * routes around it, which would lead to the login.
 */
export function enterDesk(): void {
  window.location.assign('/');
}
