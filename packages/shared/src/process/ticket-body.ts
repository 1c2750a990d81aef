/** A line of a ticket: a name with its value or with its items, or a sentence by itself. One without a value is not written. */
export type TicketLine =
  | { readonly name: string; readonly value: string | null }
  | { readonly name: string; readonly items: readonly string[] }
  | string;

/** The body of any ticket, line by line; what has no value is left out, and no line is broken by what stands in it. */
export function ticketBody(lines: readonly TicketLine[]): string {
  return lines.flatMap(written).join('\n');
}

function written(line: TicketLine): string[] {
  if (typeof line === 'string') return [line];
  if ('value' in line) return line.value === null ? [] : [`${line.name}: ${line.value}`];
  return line.items.length === 0 ? [] : [`${line.name}:`, ...line.items.map((item) => `- ${item}`)];
}
