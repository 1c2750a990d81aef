import englishMessages from 'ra-language-english';

/** react-admin's own words, changed where the desk says it differently. */
const ra = {
  ...englishMessages.ra,
  action: { ...englishMessages.ra.action, export: 'Export', refresh: 'Read again' },
  navigation: {
    ...englishMessages.ra.navigation,
    page_range_info: '%{offsetBegin}–%{offsetEnd} of %{total}',
  },
  auth: {
    ...englishMessages.ra.auth,
    sign_in: 'Log in',
    sign_in_error: 'User name or password is wrong.',
    logout: 'Log out',
    username: 'User name',
  },
  notification: {
    ...englishMessages.ra.notification,
    logged_out: 'Your session has ended. Please log in again.',
  },
};

export default ra;
