import { describe, expect, it } from 'vitest';
import { contrast, DARK, LIGHT } from './palette.ts';

describe.each([LIGHT, DARK])('palette $mode', (palette) => {
  const readable: [string, string, string][] = [
    ['text on ground', palette.text, palette.ground],
    ['text on surface', palette.text, palette.surface],
    ['quiet on ground', palette.quiet, palette.ground],
    ['quiet on surface', palette.quiet, palette.surface],
    ['quiet on sunken', palette.quiet, palette.sunken],
    ['accent on surface', palette.accent, palette.surface],
    ['accent on ground', palette.accent, palette.ground],
    ['accent on soft', palette.accent, palette.accentSoft],
    ['button', palette.onAccent, palette.accent],
    ['danger button', palette.onDanger, palette.danger],
    ['danger on surface', palette.danger, palette.surface],
    ['bar', palette.onBar, palette.bar],
    ['quiet bar', palette.barQuiet, palette.bar],
    ...Object.entries(palette.tones).flatMap(([name, tone]): [string, string, string][] => [
      [`${name} on its chip`, tone.text, tone.soft],
      [`${name} on surface`, tone.text, palette.surface],
      [`${name} on ground`, tone.text, palette.ground],
    ]),
  ];
  it.each(readable)('%s meets AA', (_what, front, back) => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5);
  });
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
