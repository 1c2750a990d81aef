import { Box } from '@mui/material';
import { ORDER_STATUSES, VERIFY_STATUSES } from '@srs-desk/shared/order/status.ts';
import { useTranslate } from 'react-admin';
import { StatusChip, VerifyChip } from '../kit/StateChip.tsx';

/** What the statuses of guide §4 and the results of the Verify Call mean. */
export function StatusGlossary() {
  const translate = useTranslate();
  return (
    <Box
      component="dl"
      sx={{ m: 0, display: 'grid', gap: 1, fontSize: '0.84375rem', '& dd': { m: 0, mt: 0.25 } }}
    >
      {ORDER_STATUSES.map((status) => (
        <div key={status}>
          <dt>
            <StatusChip status={status} withSrsName />
          </dt>
          <dd>{translate(`desk.words.statusMeaning.${status}`)}</dd>
        </div>
      ))}
      {VERIFY_STATUSES.map((status) => (
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
