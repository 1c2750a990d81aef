import { expect, it } from 'vitest';
import { classifyCall } from './classify-call.ts';

const REF_ID = '3fa9b0c2-0000-4000-8000-000000000001';
const CANCEL = { method: 'DELETE', path: '/api/identifications/{refId}' } as const;

it.each([
  ['srs', 'POST', '//api/providers/IDENTITY.TM/VIDEO', 'place_order'],
  ['srs', 'POST', '/api/providers/IDENTITY.TM/VIDEO/', 'place_order'],
  ['srs', 'POST', '/api/providers//IDENTITY.TM/VIDEO', 'place_order'],
  ['srs', 'GET', `//api/identifications/${REF_ID}`, 'get_status'],
  ['srs', 'DELETE', `/api/identifications/${REF_ID}/`, 'cancel_order'],
  ['srs', 'GET', '/api/providers/', 'list_methods'],
  ['ras', 'POST', '//api/evidences/verify', 'verify'],
  ['srs', 'POST', '/api/providers/IDENTITY.TM', 'other'],
  ['srs', 'GET', '/', 'other'],
] as const)('%s %s %s is %s, however many slashes it has', (service, verb, path, operation) => {
  expect(classifyCall(service, verb, path, CANCEL).operation).toBe(operation);
});
