import { respond } from './http.ts';
import { problemOf } from './problem.ts';

/** Gives the person a file of this name with this text. */
export function saveText(text: string, fileName: string, type = 'text/plain;charset=utf-8'): void {
  saveBlob(new Blob([text], { type }), fileName);
}

function saveBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // Some browsers begin to read only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** `attachment; filename="proof.html"` → `proof.html`. */
function fileNameOf(disposition: string | null): string | null {
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? null;
}

/**
 * Asks by POST for a file and saves it: for files whose making is recorded, or needs a reason. Gives its name.
 * @throws ApiProblem
 */
export async function downloadByPost(path: string, body: unknown, fallbackName: string): Promise<string> {
  const response = await respond(path, { method: 'POST', body });
  if (!response.ok) {
    throw problemOf(response.status, response.headers.get('content-type'), await response.text());
  }
  const name = fileNameOf(response.headers.get('content-disposition')) ?? fallbackName;
  saveBlob(await response.blob(), name);
  return name;
}
