import { expect, it } from 'vitest';
import { draftOf, fieldsOf, readDraft, topicOf } from './setting-form.ts';

const minutes = { type: 'integer', minimum: 1, maximum: 480 };
const polling = { type: 'object', properties: { every: minutes, on: { type: 'boolean' } } };
const nested = { type: 'object', properties: { video: { type: 'object', properties: { a: minutes } } } };

it.each([
  [minutes, 15],
  [{ type: 'boolean' }, false],
  [{ type: 'string' }, '41'],
  [{ type: 'string', enum: ['a', 'b'] }, 'b'],
  [polling, { every: 65, on: true }],
  [nested, { video: { a: 3 } }],
  [{ anyOf: [{ type: 'object' }, { type: 'null' }] }, null],
])('shows and reads back what fits %j', (schema, value) => {
  const fields = fieldsOf(schema);
  expect(readDraft(fields, draftOf(fields, value))).toEqual({ ok: true, value });
});

it('names the field that cannot hold', () => {
  expect(readDraft(fieldsOf(minutes), { '': 'fifteen' })).toEqual({ ok: false, field: '' });
  expect(readDraft(fieldsOf(minutes), { '': '481' })).toEqual({ ok: false, field: '' });
  expect(readDraft(fieldsOf(polling), { every: '0', on: 'true' })).toEqual({ ok: false, field: 'every' });
  expect(readDraft(fieldsOf(nested), { '': '{' })).toEqual({ ok: false, field: '' });
});

it('takes a flat group apart, and leaves a nested one whole', () => {
  expect(fieldsOf(polling).map(([name]) => name)).toEqual(['every', 'on']);
  expect(fieldsOf(nested)).toEqual([['', { kind: 'json' }]]);
  expect(topicOf('access.reveal_minutes')).toBe('access');
});
