import { Box, Link as MuiLink } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { loosenedBy, partKey, valueAt } from '@srs-desk/shared/settings/setting-values.ts';
import { useGetList, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { actorText } from '../audit/log-filters.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { useNow } from '../kit/useNow.ts';
import { useValueText } from '../settings/useValueText.ts';

const TOLD_FOR_MS = 14 * 86_400_000;
const ALL = { pagination: { page: 1, perPage: 200 }, sort: { field: 'id', order: 'ASC' } } as const;

interface Loosening {
  key: string;
  name: string;
  by: string;
  at: string;
  before: unknown;
  after: unknown;
}

/** Every control that was loosened in the last two weeks: told to all admins. */
function looseningsIn(rows: readonly SettingRow[], now: number): Loosening[] {
  return rows.flatMap(({ name, changes }) =>
    changes
      .filter(({ at }) => now - Date.parse(at) < TOLD_FOR_MS)
      .map(({ by, at, before, after }) => ({ key: `${name} ${at}`, name, by, at, before, after })),
  );
}

/** Which controls were loosened lately; nothing where none was. */
export default function ControlsCard() {
  const translate = useTranslate();
  const textOf = useValueText();
  const now = useNow(0);
  const { data = [] } = useGetList<SettingRow>('settings', ALL);
  const schemas = new Map(data.map(({ name, schema }) => [name, schema]));
  const told = looseningsIn(data, now)
    .map((one) => ({ ...one, values: loosenedBy(schemas.get(one.name), one.before, one.after) }))
    .filter(({ values }) => values.length > 0);
  if (told.length === 0) return null;
  return (
    <Section surface title={translate('desk.admin.settings.card')}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {told.map(({ key, name, by, at, before, after, values }) => (
          <li key={key}>
            <MuiLink component={Link} to={`/settings/values#${name}`} underline="always">
              {values
                .map(({ path }) =>
                  translate(
                    `desk.words.${path.length > 0 ? 'settingPart' : 'setting'}.${partKey(name, path)}`,
                  ),
                )
                .join(', ')}
            </MuiLink>
            {': '}
            {values
              .map(
                (value) =>
                  `${textOf(value, valueAt(before, value.path))} → ${textOf(value, valueAt(after, value.path))}`,
              )
              .join(', ')}
            <Box sx={{ color: 'text.secondary' }}>
              {translate('desk.admin.settings.cardWho', { name: actorText(by) })} · <RelativeTime at={at} />
            </Box>
          </li>
        ))}
      </Box>
    </Section>
  );
}
