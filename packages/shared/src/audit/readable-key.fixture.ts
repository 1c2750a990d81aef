/** Where an object had a backslash for a key, V8 from 12.8 on takes a key of one escaped character for one (nodejs/node#63785). */
function misreads(): boolean {
  JSON.parse('{"a":1,"\\\\":2}');
  return !Object.hasOwn(JSON.parse('{"a":1,"\\"":2}'), '"');
}

const MISREADS = misreads();
const ESCAPED = /^"\\.*"$/;

/** Whether `JSON.parse` of this Node reads a key as it was written; for tests that draw keys which the desk never writes. */
export function isReadableKey(key: string): boolean {
  return !MISREADS || key.length > 1 || !ESCAPED.test(JSON.stringify(key));
}
