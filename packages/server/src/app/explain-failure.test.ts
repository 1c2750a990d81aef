import { expect, it } from 'vitest';
import { explainFailure } from './explain-failure.ts';

it('says in one line that the native module is of another Node', () => {
  const error = Object.assign(new Error('The module was compiled\nagainst a different Node.js version'), {
    code: 'ERR_DLOPEN_FAILED',
  });
  const { lines, exitCode } = explainFailure(error);
  expect([lines.length, exitCode]).toEqual([1, 2]);
  expect(lines[0]).toContain(`was not built for this Node (${process.version}`);
});
