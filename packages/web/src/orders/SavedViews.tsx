import BookmarkBorderOutlined from '@mui/icons-material/BookmarkBorderOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Divider,
  FormControlLabel,
  IconButton,
  ListItemText,
  Menu,
  MenuItem,
  TextField,
} from '@mui/material';
import type { SavedViewRow } from '@srs-desk/shared/api/support.ts';
import { useId, useState } from 'react';
import { useListContext, useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

/** Views kept on the server: they survive logout and can be shared. */
export function SavedViews() {
  const translate = useTranslate();
  const { resource, setFilters, setSort } = useListContext();
  const views = useApi<SavedViewRow[]>(`saved-views?resource=${resource}`);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [saving, setSaving] = useState(false);
  const remove = useAction(async (id: number) => {
    await ask(`saved-views/${id}`, { method: 'DELETE' });
    views.refetch();
  });
  const use = (view: SavedViewRow) => {
    setAnchor(null);
    setFilters({ ...view.view.filter });
    if (view.view.sort) setSort({ field: view.view.sort[0], order: view.view.sort[1] });
  };
  const list = views.data ?? [];
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
        {list.length === 0 ? <MenuItem disabled>{translate('desk.orders.views.none')}</MenuItem> : null}
        {list.map((view) => (
          <MenuItem key={view.id} onClick={() => use(view)}>
            <ListItemText
              primary={view.name}
              secondary={
                view.mine ? (view.shared ? translate('desk.orders.views.shared') : null) : view.owner
              }
            />
            {view.mine ? (
              <IconButton
                size="small"
                edge="end"
                aria-label={translate('desk.orders.views.remove', { name: view.name })}
                onClick={(event) => {
                  event.stopPropagation();
                  void remove.run(view.id);
                }}
              >
                <DeleteOutlined fontSize="small" />
              </IconButton>
            ) : null}
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
      {saving ? (
        <SaveViewDialog
          onClose={() => setSaving(false)}
          onSaved={() => {
            setSaving(false);
            views.refetch();
          }}
        />
      ) : null}
      <ProblemAlert error={remove.error} onClose={remove.clear} />
    </>
  );
}

function SaveViewDialog({ onClose, onSaved }: { onClose: () => void; onSaved: () => void }) {
  const translate = useTranslate();
  const titleId = useId();
  const { resource, filterValues, sort } = useListContext();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useAction(async () => {
    const view = { filter: filterValues, sort: [sort.field, sort.order], columns: null };
    await ask('saved-views', { method: 'POST', body: { resource, name: name.trim(), shared, view } });
    onSaved();
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <DialogTitle id={titleId}>{translate('desk.orders.views.saveTitle')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1 }}>
          <TextField
            label={translate('desk.orders.views.name')}
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            autoFocus
            sx={{ mt: 1 }}
            slotProps={{ htmlInput: { maxLength: 80 } }}
          />
          <FormControlLabel
            control={<Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)} />}
            label={translate('desk.orders.views.share')}
          />
          <ProblemAlert error={save.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('desk.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={save.busy || name.trim() === ''}>
            {translate('desk.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
