import { Box, Link as MuiLink, Typography } from '@mui/material';
import { useCanAccess, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { logLink, PRESETS } from '../audit/log-filters.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { Section } from '../kit/Section.tsx';
import { useMenu } from '../layout/menus.ts';
import { accessTo } from '../session/access.ts';
import { SettingsFrame } from './SettingsFrame.tsx';

interface HomeLink {
  path: string;
  text: string;
  help?: string | undefined;
}

const ACCESS = ['/users', '/api-keys', '/approvals'];
const VALUES = ['/settings/values'];

/** `/settings`: everything that is administered, by what one wants to do. */
export default function SettingsHome() {
  const translate = useTranslate();
  const { canAccess: mayRead } = useCanAccess(accessTo('audit.read'));
  const entries = useMenu('settings');
  const help = (path: string) =>
    translate(`desk.admin.home.help.${path.split('/').pop() ?? ''}`, { _: '' }) || undefined;
  const linksOf = (fits: (path: string) => boolean): HomeLink[] =>
    entries.filter(({ path }) => fits(path)).map(({ path, text }) => ({ path, text, help: help(path) }));
  const own: HomeLink = { path: '/sessions', text: 'desk.account.sessions', help: help('sessions') };
  const proof: HomeLink[] = mayRead
    ? [
        { path: '/audit/health', text: 'desk.audit.health.title', help: help('health') },
        { path: logLink({ action: PRESETS.denials }), text: 'desk.audit.denials.title' },
        { path: logLink({ action: PRESETS.accounts }), text: 'desk.audit.preset.accounts' },
        { path: logLink({ action: PRESETS.erasures }), text: 'desk.audit.preset.erasures' },
      ]
    : [];
  const groups: [string, HomeLink[]][] = [
    ['access', [...linksOf((path) => ACCESS.includes(path)), own]],
    ['values', linksOf((path) => VALUES.includes(path))],
    ['more', linksOf((path) => !ACCESS.includes(path) && !VALUES.includes(path))],
    ['proof', proof],
  ];
  return (
    <SettingsFrame>
      <PageTitle title={translate('desk.nav.settings')} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' },
          alignItems: 'start',
        }}
      >
        {groups
          .filter(([, links]) => links.length > 0)
          .map(([name, links]) => (
            <Section key={name} surface title={translate(`desk.admin.home.${name}`)}>
              <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
                {links.map((link) => (
                  <li key={link.path}>
                    <MuiLink component={Link} to={link.path} underline="always">
                      {translate(link.text)}
                    </MuiLink>
                    {link.help ? (
                      <Typography variant="body2" color="text.secondary">
                        {link.help}
                      </Typography>
                    ) : null}
                  </li>
                ))}
              </Box>
            </Section>
          ))}
      </Box>
    </SettingsFrame>
  );
}
