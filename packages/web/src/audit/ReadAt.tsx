import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import { Box, Button } from '@mui/material';
import { useEffect, useState } from 'react';
import { useListContext, useLocaleState, useTranslate } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import type { ListMeta } from '../dataProvider.ts';
import { countText } from '../format/amounts.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';

/** How many entries there are, when they were read, and the way to read them anew. */
export function ReadAt() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data, total, meta, isFetching, refetch } = useListContext();
  const [readAt, setReadAt] = useState<string | null>(null);
  useEffect(() => {
    if (data && !isFetching) setReadAt(new Date(deskNow()).toISOString());
  }, [data, isFetching]);
  const capped = (meta as ListMeta | undefined)?.capped ?? false;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
      {total === undefined ? null : (
        <span>
          {translate('desk.audit.count', { smart_count: total, count: countText(total, locale, capped) })}
        </span>
      )}
      {readAt ? (
        <span>
          {translate('desk.audit.read')} <RelativeTime at={readAt} />
        </span>
      ) : null}
      <Button startIcon={<RefreshOutlined />} disabled={isFetching} onClick={() => void refetch()}>
        {translate('desk.audit.refresh')}
      </Button>
    </Box>
  );
}
