import { expect, it } from 'vitest';
import { newRecoveryCodes, readRecoveryCode } from './recovery-code.ts';

it('makes ten different codes that are read as they are shown, and as people type them', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
    const typed = ` ${code.toUpperCase().replace('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')} `;
    expect(readRecoveryCode(typed)).toBe(code.replace('-', ''));
  }
});

it('takes nothing else for one', () => {
  expect(
    ['123456', 'k7mq2-9xw4', 'k7mq2-9xw4pp', 'k7mq2-9xw4!', 'uuuuu-uuuuu'].map(readRecoveryCode),
  ).toEqual([null, null, null, null, null]);
});
