import type { ThemeOptions } from '@mui/material/styles';
import type { DeskPalette } from './palette.ts';

const reducedMotion = {
  '@media (prefers-reduced-motion: reduce)': {
    '*, *::before, *::after': {
      animationDuration: '0.01ms !important',
      animationIterationCount: '1 !important',
      transitionDuration: '0.01ms !important',
      scrollBehavior: 'auto !important',
    },
  },
};

const print = {
  '@media print': {
    // A button does nothing on paper; one that is pressed tells an answer.
    '.desk-screen-only, .MuiButton-root:not([aria-pressed="true"]), .MuiIconButton-root': {
      display: 'none !important',
    },
    // Dark letters on white, in the dark theme, too.
    html: { colorScheme: 'light !important' },
    '*': { background: 'transparent !important', color: '#000 !important' },
    'section, li, tr': { breakInside: 'avoid' },
  },
};

/** How MUI's pieces look and behave in this house: flat, dense, one accent, a focus ring that shows. */
export function componentDefaults(palette: DeskPalette): NonNullable<ThemeOptions['components']> {
  const ring = { outline: `2px solid ${palette.accent}`, outlineOffset: 2 };
  return {
    MuiCssBaseline: {
      styleOverrides: {
        html: { colorScheme: palette.mode },
        body: { fontVariantNumeric: 'tabular-nums', WebkitFontSmoothing: 'antialiased' },
        'a:focus-visible, [tabindex]:focus-visible, summary:focus-visible': ring,
        ...reducedMotion,
        ...print,
      },
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { '&.Mui-focusVisible': ring } },
    },
    MuiButton: {
      defaultProps: { disableElevation: true, size: 'small' },
      styleOverrides: { root: { minHeight: 32, borderRadius: 6 }, outlined: { borderColor: palette.line } },
    },
    MuiPaper: {
      defaultProps: { elevation: 0 },
      styleOverrides: { root: { backgroundImage: 'none' } },
    },
    MuiDialog: {
      styleOverrides: {
        paper: {
          border: `1px solid ${palette.line}`,
          // A phone has no room for MUI's wide margins.
          '@media (max-width: 599.95px)': {
            margin: 12,
            width: 'calc(100% - 24px)',
            maxWidth: 'calc(100% - 24px)',
          },
        },
      },
    },
    // Where it is a grid: what is wide in it wraps, and is not cut.
    MuiDialogContent: { styleOverrides: { root: { gridTemplateColumns: 'minmax(0, 1fr)' } } },
    MuiMenu: { styleOverrides: { paper: { border: `1px solid ${palette.line}` } } },
    MuiPopover: { styleOverrides: { paper: { border: `1px solid ${palette.line}` } } },
    MuiTextField: { defaultProps: { size: 'small', variant: 'outlined', margin: 'none' } },
    MuiSelect: { defaultProps: { size: 'small' } },
    MuiFormControl: { defaultProps: { size: 'small', variant: 'outlined' } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { backgroundColor: palette.surface },
        notchedOutline: { borderColor: palette.line },
      },
    },
    MuiCheckbox: {
      defaultProps: {
        size: 'small',
        // The name given to the box must reach the input, or a screen reader hears only "checkbox".
        slotProps: {
          input: (owner: object) => {
            const name = (owner as { 'aria-label'?: string })['aria-label'];
            return name === undefined ? {} : { 'aria-label': name };
          },
        },
      },
    },
    MuiTableCell: {
      styleOverrides: {
        root: { borderColor: palette.line, padding: '6px 10px', fontSize: '0.84375rem' },
        head: { color: palette.quiet, fontWeight: 600, backgroundColor: palette.ground },
      },
    },
    MuiTableRow: {
      styleOverrides: {
        root: { '&.MuiTableRow-hover:hover': { backgroundColor: palette.sunken } },
      },
    },
    MuiTooltip: {
      defaultProps: { arrow: true, enterDelay: 300 },
      styleOverrides: { tooltip: { fontSize: '0.78125rem', maxWidth: 360 } },
    },
    MuiTab: { styleOverrides: { root: { minHeight: 40, padding: '8px 12px', minWidth: 0 } } },
    MuiTabs: { styleOverrides: { root: { minHeight: 40 } } },
    MuiChip: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 5 } } },
    MuiLink: { defaultProps: { underline: 'hover' } },
    RaTextInput: { defaultProps: { helperText: false } },
    RaSelectInput: { defaultProps: { helperText: false, margin: 'none' } },
    // A list sorts by few of its fields; the server refuses the others.
    RaDataTableHeadCell: { defaultProps: { disableSort: true } },
    RaDataTable: {
      defaultProps: { rowClick: false, bulkActionButtons: false },
      styleOverrides: {
        root: {
          '& .RaDataTable-headerCell': { backgroundColor: palette.ground },
          // Figures stay on one line.
          '& .MuiTableCell-alignRight': { whiteSpace: 'nowrap' },
        },
      },
    },
    MuiAlert: { styleOverrides: { root: { alignItems: 'center' } } },
  };
}
