import SearchOutlined from '@mui/icons-material/SearchOutlined';
import { Box, ButtonBase } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { AccountMenu } from './AccountMenu.tsx';
import { AsOf } from './AsOf.tsx';
import { LanguageToggle, ThemeToggle } from './Toggles.tsx';

interface BarProps {
  onSearch(): void;
  onKeys(): void;
}

/** The top bar: product, the one search box, freshness, language, looks, account. */
export function Bar({ onSearch, onKeys }: BarProps) {
  const translate = useTranslate();
  return (
    <Box
      sx={(theme) => ({
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 0.5, sm: 1.5 },
        px: { xs: 1.5, md: 3 },
        height: 48,
        backgroundColor: theme.desk.bar,
        color: theme.desk.onBar,
        '& .MuiIconButton-root, & .MuiButton-root': { color: theme.desk.onBar },
        '& :focus-visible': { outlineColor: theme.desk.onBar },
      })}
    >
      <Box
        component={Link}
        to="/"
        aria-label={translate('desk.title')}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          color: 'inherit',
          textDecoration: 'none',
          fontWeight: 700,
          whiteSpace: 'nowrap',
        }}
      >
        <Box component="img" src="/mark.svg" alt="" sx={{ width: 24, height: 24 }} />
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {translate('desk.title')}
        </Box>
      </Box>
      <ButtonBase
        onClick={onSearch}
        aria-label={translate('desk.search.open')}
        aria-keyshortcuts="/ Control+K"
        sx={(theme) => ({
          flex: '1 1 auto',
          maxWidth: 640,
          minWidth: 0,
          mx: { sm: 'auto' },
          height: 32,
          px: 1.25,
          gap: 1,
          justifyContent: 'flex-start',
          borderRadius: 1,
          color: theme.desk.barQuiet,
          border: '1px solid',
          borderColor: theme.desk.barQuiet,
          fontSize: '0.84375rem',
          '&:hover': { color: theme.desk.onBar, borderColor: theme.desk.onBar },
        })}
      >
        <SearchOutlined aria-hidden sx={{ fontSize: 18, flex: 'none' }} />
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {translate('desk.search.placeholder')}
        </Box>
        <Box
          component="kbd"
          aria-hidden
          sx={{ ml: 'auto', display: { xs: 'none', md: 'inline' }, font: 'inherit' }}
        >
          /
        </Box>
      </ButtonBase>
      <AsOf />
      <LanguageToggle />
      <ThemeToggle />
      <AccountMenu onKeys={onKeys} />
    </Box>
  );
}
