// The English texts of the web app by their keys: by them a picture in docs is known to be stale. Run by tsx.
import en from '../packages/web/src/i18n/en/index.ts';

function* textsIn(source, path) {
  for (const [key, value] of Object.entries(source)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') {
      if (!value.includes('%{') && !value.includes('||||')) yield [at, value];
    } else if (typeof value === 'object' && value !== null) yield* textsIn(value, at);
  }
}

/** Every text that stands on a page as it is, by its key. */
export const PAGE_TEXTS = new Map(textsIn(en, ''));
