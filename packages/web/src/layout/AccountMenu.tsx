import PersonOutlined from '@mui/icons-material/PersonOutlined';
import { Box, Button, ListItemText, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { useGetIdentity, useLogout, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { sessionProvider } from '../session/session-hold.ts';

/** Who is logged in, in which role, and the way out. */
export function AccountMenu({ onKeys }: { onKeys: () => void }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const logout = useLogout();
  const { identity } = useGetIdentity();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const name = identity?.fullName ?? '';
  const role = identity ? translate(`desk.words.role.${String(identity.role)}`) : '';
  const pick = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <>
      <Button
        variant="text"
        startIcon={<PersonOutlined />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={translate('desk.account.menu', { name })}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ whiteSpace: 'nowrap', minWidth: 0, '& .MuiButton-startIcon': { mr: { xs: 0, sm: 0.75 } } }}
      >
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {role}
        </Box>
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <Box
          component="li"
          role="presentation"
          sx={{ px: 2, py: 0.5, mb: 1, borderBottom: 1, borderColor: 'divider' }}
        >
          <ListItemText primary={name} secondary={role} />
        </Box>
        <MenuItem onClick={pick(() => navigate('/sessions'))}>{translate('desk.account.sessions')}</MenuItem>
        {sessionProvider() === null
          ? (['password', 'factor'] as const).map((own) => (
              <MenuItem key={own} onClick={pick(() => navigate(`/account/${own}`))}>
                {translate(`desk.account.${own}`)}
              </MenuItem>
            ))
          : null}
        <MenuItem onClick={pick(onKeys)}>{translate('desk.account.shortcuts')}</MenuItem>
        <MenuItem onClick={pick(() => void logout())}>{translate('ra.auth.logout')}</MenuItem>
      </Menu>
    </>
  );
}
