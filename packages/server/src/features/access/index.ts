/** What other features may use of this one. */
export { guardSecondPerson, hasSecondAdmin } from './second-admin.ts';
