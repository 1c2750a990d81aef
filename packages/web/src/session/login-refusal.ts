import { ApiProblem } from '../api/problem.ts';

/** A refused login says so in our words; a wrong code, a full waiting room or a dead server says what it is. */
export function loginRefusal(caught: unknown): Error {
  if (caught instanceof ApiProblem && caught.code === 'wrong_credentials')
    return new Error('ra.auth.sign_in_error');
  return caught instanceof Error ? caught : new Error('desk.error.unknown');
}
