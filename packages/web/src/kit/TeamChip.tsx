import AccountBalanceOutlined from '@mui/icons-material/AccountBalanceOutlined';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import SupportAgentOutlined from '@mui/icons-material/SupportAgentOutlined';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import { type SvgIcon, useTheme } from '@mui/material';
import { useTranslate } from 'react-admin';

const ICONS: Readonly<Record<string, typeof SvgIcon>> = {
  user: PersonOutlined,
  us: SupportAgentOutlined,
  swisscom: AccountBalanceOutlined,
  isp: GroupsOutlined,
  swisscom_service_desk: AccountBalanceOutlined,
  service_provider_support: SupportAgentOutlined,
  isp_via_swisscom_service_desk: GroupsOutlined,
  none: TaskAltOutlined,
};

/** The support team to turn to (guide §6.2); null means that nobody has to act. */
export function TeamChip({ team, short }: { team: string | null; short?: boolean }) {
  return <Party id={team} words={short ? 'teamShort' : 'team'} />;
}

/** Who moves next; null means that nobody has to. */
export function NextActorChip({ actor }: { actor: string | null }) {
  return <Party id={actor} words="nextActor" />;
}

function Party({ id, words }: { id: string | null; words: 'team' | 'teamShort' | 'nextActor' }) {
  const translate = useTranslate();
  const { palette } = useTheme();
  const key = id ?? 'none';
  const Icon = ICONS[key] ?? GroupsOutlined;
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', verticalAlign: 'top', gap: 4, minWidth: 0 }}>
      <Icon aria-hidden style={{ fontSize: 15, color: palette.text.secondary, flex: 'none' }} />
      <span>{translate(`desk.words.${words}.${key}`, { _: key })}</span>
    </span>
  );
}
