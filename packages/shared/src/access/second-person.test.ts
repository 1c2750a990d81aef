import { expect, it } from 'vitest';
import { judgeApprover } from './second-person.ts';

const parties = { askers: ['user:anna', 'user:cleo'], approver: 'user:ben', keyOwners: [] };

it('takes another person only', () => {
  expect(judgeApprover(parties)).toBe('ok');
  expect(judgeApprover({ ...parties, approver: 'user:anna' })).toBe('same_person');
  expect(judgeApprover({ ...parties, approver: 'user:cleo' })).toBe('same_person');
  expect(judgeApprover({ ...parties, askers: ['key:batch'], keyOwners: ['ben'] })).toBe('same_person');
  expect(judgeApprover({ ...parties, approver: 'key:batch' })).toBe('approver_is_no_person');
  expect(judgeApprover({ ...parties, approver: 'cli:root' })).toBe('approver_is_no_person');
});
