import { Box, Button } from '@mui/material';
import type { AuditEntryDetail } from '@srs-desk/shared/api/audit.ts';
import { useState } from 'react';
import { useCanAccess, useTranslate } from 'react-admin';
import { useRecord } from '../kit/list/use-record.ts';
import { accessTo } from '../session/access.ts';
import { ProofPackDialog } from './ProofPackDialog.tsx';

/** The proof pack of the order that an entry is about; nothing where it is about none. */
export function EntryPack() {
  const entry = useRecord<AuditEntryDetail>();
  const translate = useTranslate();
  const { canAccess: mayExport } = useCanAccess(accessTo('audit.export'));
  const [open, setOpen] = useState(false);
  const { refId } = entry;
  if (refId === null || !mayExport) return null;
  return (
    <Box>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {translate('desk.audit.order.pack')}
      </Button>
      {open ? (
        <ProofPackDialog
          refId={refId}
          erased={entry.sealedState === 'erased'}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Box>
  );
}
