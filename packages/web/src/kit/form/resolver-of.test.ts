import { userInput, userPatch } from '@srs-desk/shared/api/users.ts';
import { aliasInput, assignmentInput } from '@srs-desk/shared/billing/wire-pricing-terms.ts';
import { expect, it } from 'vitest';
import { resolverOf } from './resolver-of.ts';

const options = (...names: string[]) => ({ names, fields: {}, shouldUseNativeValidation: false });

it('gives only the fields that are shown, and none that were left empty', async () => {
  const record = { id: 'nina', username: 'nina', displayName: ' Nina ', role: 'finance', password: null };
  const read = await resolverOf(userPatch)(record, undefined, options('displayName', 'role', 'password'));
  expect(read).toEqual({ values: { displayName: 'Nina', role: 'finance' }, errors: {} });
});

it('keeps null where the schema knows it', async () => {
  const record = { id: '1', raw: null, canonical: 'acme' };
  const read = await resolverOf(aliasInput)(record, undefined, options('raw', 'canonical'));
  expect(read).toEqual({ values: { raw: null, canonical: 'acme' }, errors: {} });
});

it('says what is wrong at the field it is wrong with', async () => {
  const values = { username: 'nina', displayName: 'Nina', role: 'support', password: 'too short' };
  const { errors } = await resolverOf(userInput)(values, undefined, options(...Object.keys(values)));
  expect(errors).toEqual({ password: { type: 'schema', message: 'must have 12 characters or more' } });
});

it('finds the place in a list', async () => {
  const values = { refIds: ['a', ''], externalId: null };
  const names = options('refIds.0', 'refIds.1', 'externalId');
  const { errors } = await resolverOf(assignmentInput)(values, undefined, names);
  expect(errors).toMatchObject({ refIds: [undefined, { type: 'schema' }] });
});
