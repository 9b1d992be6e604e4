/** IPv4 and IPv6 addresses as text: one spelling for each, and the network that one belongs to. */
import { z } from 'zod';

export const addressSchema = z.union([z.ipv4(), z.ipv6()], { error: 'must be an IPv4 or IPv6 address' });

/** Lower case, the longest run of zeros left out, IPv4 also where it came mapped into IPv6. */
export function canonicalAddress(address: string): string {
  if (!address.includes(':')) return address;
  const groups = groupsOf(address);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? dotted(groups.slice(6)) : shortest(groups);
}

/** The address with all but its first bits zero; of an IPv4 address at most 32 count. */
export function networkOf(address: string, bits: number): string {
  if (!address.includes(':')) return shortNetwork(address, bits);
  const masked = groupsOf(address).map((group, i) => {
    const kept = Math.min(16, Math.max(0, bits - 16 * i));
    return group & (0xffff << (16 - kept)) & 0xffff;
  });
  return shortest(masked);
}

/** The 16 bytes of an address, IPv4 mapped into IPv6. */
export function addressBytes(address: string): number[] {
  const groups = groupsOf(address);
  return (groups.length === 8 ? groups : [0, 0, 0, 0, 0, 0xffff, ...groups]).flatMap((group) => [group >> 8, group & 255]);
}

/** Of an IPv4 address, as one word: it is asked for at every observation, and lists of bytes would cost more than all the rest. */
function shortNetwork(address: string, bits: number): string {
  let word = 0;
  let byte = 0;
  for (let i = 0; i <= address.length; i++) {
    const digit = address.charCodeAt(i) - ZERO;
    if (digit >= 0) byte = 10 * byte + digit;
    else {
      word = (word << 8) | byte;
      byte = 0;
    }
  }
  // A shift by 32 is none at all.
  const masked = bits === 0 ? 0 : word & (-1 << Math.max(0, 32 - bits));
  return `${masked >>> 24}.${(masked >>> 16) & 255}.${(masked >>> 8) & 255}.${masked & 255}`;
}

const ZERO = '0'.charCodeAt(0);

/** Words of 16 bits: two of an IPv4 address, eight of an IPv6 one. */
function groupsOf(address: string): number[] {
  if (!address.includes(':')) {
    const bytes = address.split('.').map(Number);
    return [((bytes[0] as number) << 8) | (bytes[1] as number), ((bytes[2] as number) << 8) | (bytes[3] as number)];
  }
  const [head, tail] = url(address).split('::');
  const words = (text: string | undefined): number[] => (text === undefined || text === '' ? [] : text.split(':').map((word) => parseInt(word, 16)));
  const [before, after] = [words(head), words(tail)];
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function dotted(groups: readonly number[]): string {
  return groups.flatMap((group) => [group >> 8, group & 255]).join('.');
}

function shortest(groups: readonly number[]): string {
  return url(groups.map((group) => group.toString(16)).join(':'));
}

/** The URL standard's spelling of an IPv6 address. */
function url(address: string): string {
  return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}
