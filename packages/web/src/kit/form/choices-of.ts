/** The choices of a `SelectInput` whose names stand under one key: `choicesOf(ROLES, 'desk.words.role')`. */
export function choicesOf(values: readonly string[], key: string): { id: string; name: string }[] {
  return values.map((id) => ({ id, name: `${key}.${id}` }));
}
