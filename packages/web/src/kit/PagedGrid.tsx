import { Box, Button, LinearProgress } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { type HttpAnswer, request } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { countText } from '../format/amounts.ts';
import { DataGrid, type GridColumn } from './DataGrid.tsx';
import { EmptyState, ErrorState } from './States.tsx';

const ROWS = 50;

interface Page<Row> {
  rows: Row[];
  total: number;
  capped: boolean;
}

interface PagedGridProps<Row> {
  /** Path with its query; the range is added. */
  path: string;
  label: string;
  columns: readonly GridColumn<Row>[];
  keyOf(row: Row): string | number;
  empty: string;
  onTotal?(total: number): void;
  /** Changes when the rows must be read again. */
  version?: number;
}

function pageOf<Row>({ headers, json }: HttpAnswer<Row[]>): Page<Row> {
  return {
    rows: json,
    total: Number(headers.get('content-range')?.split('/').pop() ?? json.length),
    capped: headers.get('x-total-capped') === '1',
  };
}

/** A list of the API, page by page: rows, how many there are, and the way to the next. */
export function PagedGrid<Row>(props: PagedGridProps<Row>) {
  const { path, label, columns, keyOf, empty, onTotal, version = 0 } = props;
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const [at, setAt] = useState(0);
  const [page, setPage] = useState<Page<Row> | null>(null);
  const told = useRef(onTotal);
  told.current = onTotal;
  const read = useAction(async (from: number) => {
    const range = encodeURIComponent(JSON.stringify([from, from + ROWS - 1]));
    const next = pageOf(await request<Row[]>(`${path}${path.includes('?') ? '&' : '?'}range=${range}`));
    setPage(next);
    told.current?.(next.total);
  });
  const { run } = read;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version asks for the same page again.
  useEffect(() => void run(at), [run, at, version]);
  if (read.error && !page) return <ErrorState error={read.error} onRetry={() => void run(at)} />;
  if (!page) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (page.total === 0) return <EmptyState title={empty} />;
  return (
    <div>
      <DataGrid label={label} columns={columns} rows={page.rows} keyOf={keyOf} />
      {page.total > ROWS ? (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mt: 1 }}>
          <Button disabled={at === 0 || read.busy} onClick={() => setAt(Math.max(0, at - ROWS))}>
            {translate('desk.page.previous')}
          </Button>
          <span>
            {translate('desk.page.rows', {
              from: countText(at + 1, locale),
              to: countText(at + page.rows.length, locale),
              total: countText(page.total, locale, page.capped),
            })}
          </span>
          <Button disabled={at + ROWS >= page.total || read.busy} onClick={() => setAt(at + ROWS)}>
            {translate('desk.page.next')}
          </Button>
        </Box>
      ) : null}
    </div>
  );
}
