import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import { Button, IconButton, Tooltip } from '@mui/material';
import { useLocaleState, useTheme, useTranslate } from 'react-admin';

/** Switches between the desk's two languages at once; nothing is read anew. */
export function LanguageToggle() {
  const translate = useTranslate();
  const [locale, setLocale] = useLocaleState();
  const other = locale === 'de' ? 'en' : 'de';
  return (
    <Tooltip title={other === 'de' ? 'Deutsch' : 'English'}>
      <Button
        variant="text"
        onClick={() => setLocale(other)}
        aria-label={`${translate('desk.language')}: ${other === 'de' ? 'Deutsch' : 'English'}`}
        sx={{ minWidth: 36, px: 0.5 }}
      >
        {other.toUpperCase()}
      </Button>
    </Tooltip>
  );
}

/** Light or dark; the first choice is the machine's. */
export function ThemeToggle() {
  const translate = useTranslate();
  const [theme, setTheme] = useTheme();
  const dark = theme === 'dark';
  const name = translate(dark ? 'desk.theme.toLight' : 'desk.theme.toDark');
  return (
    <Tooltip title={name}>
      <IconButton size="small" aria-label={name} onClick={() => setTheme(dark ? 'light' : 'dark')}>
        {dark ? <LightModeOutlined fontSize="small" /> : <DarkModeOutlined fontSize="small" />}
      </IconButton>
    </Tooltip>
  );
}
