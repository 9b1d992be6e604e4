/** `rollcall list`: every protocol and twin explained in a line, with its source; one of them explained; or every quirk in a line. */
import { REAL_BY_DAY, SUBJECTS } from '../adapters/registry.ts';
import { BadInput } from '../model/case-file.ts';
import { suggestion } from '../model/nearest-names.ts';
import type { QuirkEntry } from '../model/quirks.ts';
import { QUIRK_NAMES, QUIRKS } from '../model/quirks.ts';
import type { Expectation, Subject } from '../protocol/subject.ts';
import { jsonReport } from '../report/json-report.ts';
import { HELD } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface ListCommand {
  readonly json: boolean;
}

const TOPICS: { readonly [topic: string]: (options: ListCommand, terminal: Terminal) => number } = { protocols: listProtocols, quirks: listQuirks };

/**
 * @param topic also the name of a protocol, which is then explained
 * @throws {BadInput} where there is nothing of that name to list
 */
export function list(topic: string, options: ListCommand, terminal: Terminal): number {
  if (Object.hasOwn(TOPICS, topic)) return (TOPICS[topic] as typeof listProtocols)(options, terminal);
  if (SUBJECTS.some(({ name }) => name === topic)) return explain(topic, options, terminal);
  throw new BadInput(`There is no list of "${topic}".\n${suggestion(topic, [...Object.keys(TOPICS), ...SUBJECTS.map(({ name }) => name)])}`);
}

/** What must come out, told once above all subjects of which it must. */
const HEADLINES: { readonly [kind in Expectation['kind']]: string } = {
  holds: 'Protocols, which must hold',
  caught: 'Broken twins, and the check that each must be caught by',
  'not needed': 'Copies that are not needed, so that leaving them out must hold all the same',
};

function listProtocols({ json }: ListCommand, { palette, print }: Terminal): number {
  if (json) {
    print(jsonReport({ protocols: SUBJECTS.map(plainSubject), real: REAL_BY_DAY }));
    return HELD;
  }
  const longest = Math.max(...SUBJECTS.map(({ name }) => name.length));
  for (const [kind, headline] of Object.entries(HEADLINES)) {
    const some = SUBJECTS.filter(({ expect }) => expect.kind === kind);
    const checks = some.map(({ expect }) => (expect.kind === 'caught' ? `${expect.by}  ` : ''));
    const widest = Math.max(...checks.map((check) => check.length));
    print(palette.strong(headline));
    some.forEach(({ name, summary, protocol }, i) => print(`  ${name.padEnd(longest)}  ${(checks[i] as string).padEnd(widest)}${summary} ${palette.faint(`(${protocol.source})`)}`));
  }
  print(palette.strong('The real ones by day, in which what is found is found in the real system; `rollcall list quirks` tells what to expect'));
  for (const { name, since, last } of REAL_BY_DAY) print(`  ${name}@${since.slice(0, 7)}, the earliest (${since}), to ${name}@${last ?? 'head'}`);
  print(palette.faint('`rollcall list NAME` tells of a protocol and its twins alone.'));
  return HELD;
}

function explain(protocol: string, { json }: ListCommand, { palette, print }: Terminal): number {
  const subjects = SUBJECTS.filter(({ name }) => name === protocol || name.startsWith(`${protocol}~`));
  if (json) {
    print(jsonReport({ protocols: subjects.map(plainSubject) }));
    return HELD;
  }
  for (const { name, summary, protocol, expect, pinned } of subjects) {
    print(`${palette.strong(name)}  ${palette.faint(expectation(expect))}`);
    print(`    ${summary}`);
    if (pinned.faults.length === 0) print(palette.faint(`    ${protocol.source}`));
  }
  return HELD;
}

function plainSubject({ name, summary, protocol, expect, pinned }: Subject): object {
  const { source, standing, options, copySites } = protocol;
  return { name, summary, source, standing, options, copySites, expect, pinned };
}

function listQuirks({ json }: ListCommand, { palette, print }: Terminal): number {
  const quirks = QUIRK_NAMES.map((name) => ({ name, ...(QUIRKS[name] satisfies QuirkEntry) }));
  if (json) {
    print(jsonReport({ quirks }));
    return HELD;
  }
  const longest = Math.max(...QUIRK_NAMES.map((name) => name.length));
  for (const quirk of quirks) print(`${palette.strong(quirk.name.padEnd(longest))}  ${palette.faint(inForce(quirk).padEnd(24))}  ${quirk.summary}`);
  return HELD;
}

/** In 24 letters at the most. */
function inForce({ since, until }: QuirkEntry): string {
  if (since === null) return 'of no day';
  return until === null ? `since ${since}` : `${since} to ${until}`;
}

function expectation(expect: Expectation): string {
  switch (expect.kind) {
    case 'holds':
      return 'must hold';
    case 'caught':
      return `must be caught by "${expect.by}"`;
    case 'not needed':
      return 'must hold all the same: the copy is not needed';
  }
}
