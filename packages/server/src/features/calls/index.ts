/** What other features may use of this one. */
export { findCall } from './queries.ts';
export { type RecordedAnswer, recordedAnswers } from './recorded-answers.ts';
