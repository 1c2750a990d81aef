import { Box } from '@mui/material';

/** A filter in words enough to recognise it. */
export function FilterText({ filter }: { filter: Record<string, unknown> }) {
  return (
    <Box component="ul" sx={{ my: 0 }}>
      {Object.entries(filter).map(([name, value]) => (
        <li key={name}>
          <code>{name}</code>: {Array.isArray(value) ? value.map(String).join(', ') : String(value)}
        </li>
      ))}
    </Box>
  );
}
