/** Zeek's escapes in log values: `\xNN` for a byte, `\\` for a backslash. */
import { isUtf8 } from 'node:buffer';

/** The text meant by an escaped one. Escapes in a row are the bytes of one text: older Zeeks write é as `\xc3\xa9`. */
export function unescapeZeek(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/(?:\\x[0-9a-f]{2})+|\\\\/gi, (run) => (run === '\\\\' ? '\\' : decode(run)));
}

function decode(run: string): string {
  const bytes = Buffer.from(run.replaceAll(/\\x/gi, ''), 'hex');
  if (isUtf8(bytes)) return bytes.toString();
  // Bytes that are no text stay escaped, so that values which differ in them stay different.
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)).join('');
}
