import { Box } from '@mui/material';
import { type OrderStatus, type VerifyStatus, wireNamesOf } from '@srs-desk/shared/order/status.ts';
import { useTranslate } from 'react-admin';
import { StatusChip, VerifyChip } from '../kit/StateChip.tsx';
import { MONO } from '../theme/theme.ts';

interface StatusGlossaryProps {
  statuses: readonly OrderStatus[];
  verifyStatuses: readonly VerifyStatus[];
}

/** What the statuses of guide §4, as SRS spells them, and the results of the Verify Call mean. */
export function StatusGlossary({ statuses, verifyStatuses }: StatusGlossaryProps) {
  const translate = useTranslate();
  return (
    <Box component="dl" sx={glossarySx}>
      {statuses.map((status) => (
        <div key={status}>
          <dt>
            <StatusChip status={status} withSrsName />
          </dt>
          <dd>
            {translate(`desk.words.statusMeaning.${status}`)}
            <Box
              sx={{
                fontFamily: MONO,
                fontSize: '0.75rem',
                color: 'text.secondary',
                overflowWrap: 'anywhere',
              }}
            >
              {wireNamesOf(status).join(', ')}
            </Box>
          </dd>
        </div>
      ))}
      {verifyStatuses.map((status) => (
        <div key={status}>
          <dt>
            <VerifyChip status={status} />
          </dt>
          <dd>{translate(`desk.words.verifyMeaning.${status}`)}</dd>
        </div>
      ))}
    </Box>
  );
}

/** A list of words with what they mean. */
export const glossarySx = {
  m: 0,
  display: 'grid',
  gap: 1,
  fontSize: '0.84375rem',
  '& dd': { m: 0, mt: 0.25 },
} as const;
