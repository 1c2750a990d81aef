import { createTheme, type Theme } from '@mui/material/styles';
import { componentDefaults } from './component-defaults.ts';
import { DARK, type DeskPalette, LIGHT } from './palette.ts';

declare module '@mui/material/styles' {
  interface Theme {
    desk: DeskPalette;
  }
  interface ThemeOptions {
    desk?: DeskPalette;
  }
}

/** Nothing is fetched: the fonts are those of the machine. */
const SANS =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
export const MONO =
  'ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

function themeOf(palette: DeskPalette): Theme {
  const { tones } = palette;
  return createTheme({
    desk: palette,
    spacing: 8,
    shape: { borderRadius: 6 },
    palette: {
      mode: palette.mode,
      // MUI darkens a button under the pointer; in the dark theme that would cost the text its contrast.
      primary: {
        main: palette.accent,
        contrastText: palette.onAccent,
        ...(palette.mode === 'dark' ? { dark: '#93dfe4' } : {}),
      },
      secondary: { main: palette.accent, contrastText: palette.onAccent },
      error: { main: palette.danger, contrastText: palette.onDanger },
      warning: { main: tones.warn.text, contrastText: tones.warn.soft },
      success: { main: tones.good.text, contrastText: tones.good.soft },
      info: { main: tones.running.text, contrastText: tones.running.soft },
      background: { default: palette.ground, paper: palette.surface },
      text: { primary: palette.text, secondary: palette.quiet },
      divider: palette.line,
    },
    typography: {
      fontFamily: SANS,
      fontSize: 13,
      h1: { fontSize: '1.375rem', fontWeight: 650, lineHeight: 1.25, letterSpacing: '-0.01em' },
      h2: { fontSize: '1.0625rem', fontWeight: 650, lineHeight: 1.3 },
      h3: { fontSize: '0.9375rem', fontWeight: 650, lineHeight: 1.35 },
      body1: { fontSize: '0.9375rem', lineHeight: 1.5 },
      body2: { fontSize: '0.84375rem', lineHeight: 1.45 },
      caption: { fontSize: '0.78125rem', lineHeight: 1.4 },
      button: { textTransform: 'none', fontWeight: 600, letterSpacing: 0 },
      overline: { fontSize: '0.71875rem', fontWeight: 650, letterSpacing: '0.06em', lineHeight: 1.6 },
    },
    components: componentDefaults(palette),
  });
}

export const lightTheme = themeOf(LIGHT);
export const darkTheme = themeOf(DARK);
