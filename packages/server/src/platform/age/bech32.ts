const SIGNS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_SIGNS = 6;

/** Bytes as Bech32 (BIP 173), without its limit of 90 signs; lower case. */
export function toBech32(prefix: string, bytes: Uint8Array): string {
  const values = regroup(bytes, 8, 5, true) ?? [];
  const sum = checksumOf([...spread(prefix), ...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  const end = Array.from({ length: CHECKSUM_SIGNS }, (_, at) => (sum >> (5 * (5 - at))) & 31);
  return `${prefix}1${[...values, ...end].map((value) => SIGNS.charAt(value)).join('')}`;
}

/** Undoes {@link toBech32}, in one case or the other; null for what is none, or begins otherwise. */
export function fromBech32(prefix: string, text: string): Uint8Array | null {
  const lower = text.toLowerCase();
  if (lower !== text && text.toUpperCase() !== text) return null;
  if (!lower.startsWith(`${prefix}1`)) return null;
  const values = [...lower.slice(prefix.length + 1)].map((sign) => SIGNS.indexOf(sign));
  if (values.includes(-1) || values.length < CHECKSUM_SIGNS) return null;
  if (checksumOf([...spread(prefix), ...values]) !== 1) return null;
  const bytes = regroup(values.slice(0, -CHECKSUM_SIGNS), 5, 8, false);
  return bytes === null ? null : Uint8Array.from(bytes);
}

function spread(prefix: string): number[] {
  const codes = [...prefix].map((sign) => sign.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function checksumOf(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, mask] of GENERATOR.entries()) if ((top >> bit) & 1) sum ^= mask;
  }
  return sum;
}

/** The same bits in groups of another width; null where what is left over is more than padding. */
function regroup(values: Iterable<number>, from: number, to: number, pads: boolean): number[] | null {
  const groups: number[] = [];
  let held = 0;
  let bits = 0;
  for (const value of values) {
    held = ((held << from) | value) & 0xfff;
    bits += from;
    for (; bits >= to; bits -= to) groups.push((held >> (bits - to)) & ((1 << to) - 1));
  }
  const rest = (held << (to - bits)) & ((1 << to) - 1);
  if (pads) return bits > 0 ? [...groups, rest] : groups;
  return bits >= from || rest !== 0 ? null : groups;
}
