/** The choices of a `SelectInput` whose names stand under one key: `choicesOf(ROLES, 'desk.words.role')`. */
export function choicesOf<T extends string | number>(
  values: readonly T[],
  key: string,
): { id: T; name: string }[] {
  return values.map((id) => ({ id, name: `${key}.${id}` }));
}
