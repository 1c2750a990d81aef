/** The house's colours. Each text colour meets AA (4.5:1) on the surfaces it is used on; a test holds that. */
export interface DeskPalette {
  mode: 'light' | 'dark';
  ground: string;
  surface: string;
  sunken: string;
  line: string;
  text: string;
  quiet: string;
  accent: string;
  onAccent: string;
  accentSoft: string;
  bar: string;
  onBar: string;
  barQuiet: string;
  danger: string;
  onDanger: string;
  tones: Record<Tone, { text: string; soft: string }>;
}

/** How a status or a finding feels; the word beside it says what it is. */
export type Tone = 'idle' | 'running' | 'nearly' | 'good' | 'bad' | 'warn' | 'gone';

export const LIGHT: DeskPalette = {
  mode: 'light',
  ground: '#f4f6f5',
  surface: '#ffffff',
  sunken: '#eaeeed',
  line: '#d6dddc',
  text: '#16201f',
  quiet: '#4d5b5c',
  accent: '#0b5f6a',
  onAccent: '#ffffff',
  accentSoft: '#dcedef',
  bar: '#0d3a42',
  onBar: '#f2fafa',
  barQuiet: '#b9d4d7',
  danger: '#a8261c',
  onDanger: '#ffffff',
  tones: {
    idle: { text: '#42525b', soft: '#e6ebee' },
    running: { text: '#174f9c', soft: '#e2ecf9' },
    nearly: { text: '#5b3a9e', soft: '#ece6f8' },
    good: { text: '#1a6334', soft: '#dff1e4' },
    bad: { text: '#a3241b', soft: '#fbe5e2' },
    warn: { text: '#7a4a00', soft: '#fbeccd' },
    gone: { text: '#565f60', soft: '#e9ebeb' },
  },
};

export const DARK: DeskPalette = {
  mode: 'dark',
  ground: '#0f1517',
  surface: '#172023',
  sunken: '#10191b',
  line: '#2c393d',
  text: '#e6eded',
  quiet: '#a5b4b6',
  accent: '#6ccdd4',
  onAccent: '#04262b',
  accentSoft: '#173a40',
  bar: '#0a2529',
  onBar: '#eaf6f6',
  barQuiet: '#9fbfc3',
  danger: '#ff9d92',
  onDanger: '#3d0a05',
  tones: {
    idle: { text: '#b7c5ce', soft: '#27333a' },
    running: { text: '#9cc4ff', soft: '#1b2f4a' },
    nearly: { text: '#c9b3ff', soft: '#2f2650' },
    good: { text: '#8bdba6', soft: '#173524' },
    bad: { text: '#ffaaa0', soft: '#471d19' },
    warn: { text: '#f5c46b', soft: '#3d2c0c' },
    gone: { text: '#a9b2b3', soft: '#262e30' },
  },
};

/** WCAG contrast of two `#rrggbb` colours, 1–21. */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
