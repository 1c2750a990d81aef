import { expect, it } from 'vitest';
import { explainFailure } from './explain-failure.ts';

it.each([
  ['is of another Node', 'The module was compiled\nagainst another version', { code: 'ERR_DLOPEN_FAILED' }],
  [
    'is not there',
    'Could not locate the bindings file. Tried:\n → build/x.node',
    { tries: ['build/x.node'] },
  ],
])('says in one line that the native module %s', (_what, message, fields) => {
  const { lines, exitCode } = explainFailure(Object.assign(new Error(message), fields));
  expect([lines.length, exitCode]).toEqual([1, 2]);
  expect(lines[0]).toContain(`is not built for this Node (${process.version}`);
});
