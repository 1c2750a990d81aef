import { Alert } from '@mui/material';
import { useListContext, useLocaleState, useTranslate } from 'react-admin';
import type { ListMeta } from '../../dataProvider.ts';
import { exactText } from '../../format/time.ts';

/** How far the server has looked for the rows of a page that may lack some. */
export function LookedTo() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { meta, sort } = useListContext();
  const lookedTo = (meta as ListMeta | undefined)?.lookedTo ?? null;
  if (lookedTo === null) return null;
  const time = exactText(Date.parse(lookedTo), locale);
  return (
    <Alert severity="info" sx={{ mb: 1.5 }}>
      {translate(sort.order === 'ASC' ? 'desk.lookedUpTo' : 'desk.lookedBackTo', { time })}
    </Alert>
  );
}
