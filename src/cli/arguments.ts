/** Arguments as numbers and names, with errors that say what was given and what is wanted. */
import { DRAWN_KINDS } from '../harness/tolerance.ts';
import { BadInput } from '../model/case-file.ts';
import type { Options } from '../model/case.ts';
import type { FaultKind } from '../model/faults.ts';
import { suggestion } from '../model/nearest-names.ts';
import type { Quirk } from '../model/quirks.ts';
import { QUIRK_NAMES } from '../model/quirks.ts';

/** What --json is, of each command that knows it. */
export const JSON_OPTION = 'one JSON object instead of text';

/** The seed of who judges and gives none: the same for everyone, so that two people see the same. */
export const USUAL_SEED = 1;

/** A parser for commander of whole numbers within bounds. */
export function wholeNumber(what: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const n = Number(text);
    if (/^\d+$/.test(text) && n >= least && n <= most) return n;
    throw new BadInput(`${what} ${JSON.stringify(text)} is not understood.\nGive a whole number from ${least} to ${most}.`);
  };
}

/** A new seed for who gives none; it is printed first, so that the run can be had again. */
export function freshSeed(): number {
  return Math.floor(Math.random() * 0x7fff_ffff);
}

export const seedNumber = wholeNumber('--seed', 0, 0x7fff_ffff);

/** A parser for commander of one quirk after another. */
export function quirkNames(text: string, before: readonly Quirk[] = []): Quirk[] {
  const quirk = QUIRK_NAMES.find((name) => name === text);
  if (quirk === undefined) throw new BadInput(`There is no quirk named ${JSON.stringify(text)}.\n${suggestion(text, QUIRK_NAMES)}`);
  return [...new Set([...before, quirk])];
}

/** A parser for commander of one kind of fault after another. */
export function faultKinds(text: string, before: readonly FaultKind[] = []): FaultKind[] {
  const kind = DRAWN_KINDS.find((name) => name === text);
  if (kind === undefined) throw new BadInput(`There is no kind of fault named ${JSON.stringify(text)} to draw.\n${suggestion(text, DRAWN_KINDS)}`);
  return [...new Set([...before, kind])];
}

/** A parser for commander of one `NAME=VALUE` after another: numbers and true or false as such, all else as a name. */
export function protocolOptions(text: string, before: Options = {}): Options {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new BadInput(`--option ${JSON.stringify(text)} is not understood.\nSay NAME=VALUE, such as intermediate=patch or credit=8; \`rollcall list --json\` shows what each protocol has.`);
  const number = Number(value);
  return { ...before, [name]: value === 'true' || (value !== 'false' && (Number.isNaN(number) ? value : number)) };
}
