import { describe, expect, it } from 'vitest';
import { outcomeColour, seriesColour } from './chart-colours.ts';
import { contrast, DARK, LIGHT } from './palette.ts';

type Rgb = [number, number, number];

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Rgb;

/** How people without one kind of cone see linear RGB (Machado, Oliveira, Fernandes 2009, severity 1). */
const SIGHTS: Record<string, readonly Rgb[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const seen = (hex: string, sight: readonly Rgb[]): Rgb => {
  const [r, g, b] = linear(hex);
  return sight.map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b))) as Rgb;
};

/** CIE76 difference; 10 and more is told apart at a glance. */
function difference(a: Rgb, b: Rgb): number {
  const lab = ([r, g, bl]: Rgb): Rgb => {
    const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
    const x = f((0.4124 * r + 0.3576 * g + 0.1805 * bl) / 0.95047);
    const y = f(0.2126 * r + 0.7152 * g + 0.0722 * bl);
    const z = f((0.0193 * r + 0.1192 * g + 0.9505 * bl) / 1.08883);
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
  };
  const [p, q] = [lab(a), lab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

const OUTCOMES = ['terminated', 'error', 'cancelled', 'pending'] as const;

describe.each([LIGHT, DARK])('chart colours, $mode', (palette) => {
  const { mode } = palette;
  const groups = {
    outcomes: OUTCOMES.map((outcome) => outcomeColour(mode, outcome)),
    series: [0, 1, 2, 3, 4, 5].map((n) => seriesColour(mode, n)),
  };

  it.each(Object.entries(groups))('%s stand out from the surface', (_name, colours) => {
    for (const { fill } of colours) expect(contrast(fill, palette.surface)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(SIGHTS))('are told apart with %s', (sight) => {
    for (const colours of Object.values(groups)) {
      colours.forEach((a, at) => {
        for (const b of colours.slice(at + 1)) {
          const apart = difference(seen(a.fill, SIGHTS[sight] ?? []), seen(b.fill, SIGHTS[sight] ?? []));
          expect(apart, `${a.fill} ${b.fill}`).toBeGreaterThan(10);
        }
      });
    }
  });

  it('have a sign each', () => {
    for (const colours of Object.values(groups)) {
      expect(new Set(colours.map(({ sign }) => sign)).size).toBe(colours.length);
    }
  });
});
