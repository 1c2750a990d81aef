import BookmarkBorderOutlined from '@mui/icons-material/BookmarkBorderOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Button, Divider, IconButton, ListItemText, Menu, MenuItem } from '@mui/material';
import { type SavedViewRow, savedViewInput } from '@srs-desk/shared/api/support.ts';
import { useState } from 'react';
import { TextInput, useDelete, useGetList, useListContext, useTranslate } from 'react-admin';
import { useTellIfGone } from '../api/use-tell-refused.ts';
import { CheckInput } from '../kit/form/CheckInput.tsx';
import { RecordDialog } from '../kit/form/RecordDialog.tsx';
import { resolverOf } from '../kit/form/resolver-of.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

const BY_NAME = { field: 'name', order: 'ASC' } as const;

/** Views kept on the server: they survive logout and can be shared. */
export function SavedViews() {
  const translate = useTranslate();
  const { resource, setFilters, setSort } = useListContext();
  const { data: views = [] } = useGetList<SavedViewRow>('saved-views', {
    filter: { resource },
    sort: BY_NAME,
    pagination: { page: 1, perPage: 200 },
  });
  const [problem, setProblem] = useState<Error | null>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [saving, setSaving] = useState(false);
  const use = (view: SavedViewRow) => {
    setAnchor(null);
    setFilters({ ...view.view.filter });
    if (view.view.sort) setSort({ field: view.view.sort[0], order: view.view.sort[1] });
  };
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<BookmarkBorderOutlined />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ height: 40 }}
      >
        {translate('desk.orders.views.button')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {views.length === 0 ? <MenuItem disabled>{translate('desk.orders.views.none')}</MenuItem> : null}
        {views.map((view) => (
          <MenuItem key={view.id} onClick={() => use(view)}>
            <ListItemText
              primary={view.name}
              secondary={
                view.mine ? (view.shared ? translate('desk.orders.views.shared') : null) : view.owner
              }
            />
            {view.mine ? <RemoveView view={view} onProblem={setProblem} /> : null}
          </MenuItem>
        ))}
        <Divider component="li" />
        <MenuItem
          onClick={() => {
            setAnchor(null);
            setSaving(true);
          }}
        >
          {translate('desk.orders.views.save')}
        </MenuItem>
      </Menu>
      {saving ? <SaveViewDialog onClose={() => setSaving(false)} /> : null}
      <ProblemAlert error={problem} onClose={() => setProblem(null)} />
    </>
  );
}

function SaveViewDialog({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const { resource, filterValues, sort } = useListContext();
  const view = { filter: filterValues, sort: [sort.field, sort.order], columns: null };
  return (
    <RecordDialog
      resource="saved-views"
      title={translate('desk.orders.views.saveTitle')}
      resolver={resolverOf(savedViewInput.pick({ name: true, shared: true }))}
      defaultValues={{ name: '', shared: false }}
      recordOf={(fields) => ({ ...fields, resource, view })}
      onClose={onClose}
    >
      <TextInput source="name" required autoFocus slotProps={{ htmlInput: { maxLength: 80 } }} />
      <CheckInput source="shared" />
    </RecordDialog>
  );
}

/** Takes one's own view away. */
function RemoveView({ view, onProblem }: { view: SavedViewRow; onProblem(problem: Error | null): void }) {
  const translate = useTranslate();
  const tellIfGone = useTellIfGone();
  const [remove, { isPending }] = useDelete<SavedViewRow, Error>(
    'saved-views',
    { id: view.id, previousData: view },
    {
      mutationMode: 'pessimistic',
      onMutate: () => onProblem(null),
      onError(error) {
        onProblem(error);
        tellIfGone(error);
      },
    },
  );
  return (
    <IconButton
      size="small"
      edge="end"
      disabled={isPending}
      aria-label={translate('desk.orders.views.remove', { name: view.name })}
      onClick={(event) => {
        event.stopPropagation();
        void remove();
      }}
    >
      <DeleteOutlined fontSize="small" />
    </IconButton>
  );
}
