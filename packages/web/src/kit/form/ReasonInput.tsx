import { Button } from '@mui/material';
import { LONGEST_REASON } from '@srs-desk/shared/api/reason.ts';
import { TextInput } from 'react-admin';
import { useFormContext } from 'react-hook-form';

interface ReasonInputProps {
  /** One-click reasons that fill the field. */
  suggestions?: readonly string[];
  autoFocus: boolean;
}

/** Asks why, as the audit log will hold it. */
export function ReasonInput({ suggestions = [], autoFocus }: ReasonInputProps) {
  const { setValue } = useFormContext();
  return (
    <>
      {suggestions.length > 0 ? (
        <div>
          {suggestions.map((text) => (
            <Button
              key={text}
              size="small"
              variant="outlined"
              sx={{ mr: 0.5, mb: 0.5 }}
              onClick={() => setValue('reason', text, { shouldDirty: true, shouldValidate: true })}
            >
              {text}
            </Button>
          ))}
        </div>
      ) : null}
      <TextInput
        source="reason"
        label="desk.reason"
        helperText="desk.reasonHelp"
        required
        autoFocus={autoFocus}
        fullWidth
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: LONGEST_REASON } }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.repeat || !(event.ctrlKey || event.metaKey)) return;
          // By its button, which may be disabled: the form itself would not ask.
          event.currentTarget.closest('form')?.querySelector<HTMLButtonElement>('[type="submit"]')?.click();
        }}
      />
    </>
  );
}
