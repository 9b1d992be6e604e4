/** `rollcall list`: every protocol and twin in a line or two; or every quirk in one. */
import { REAL_BY_DAY, SUBJECTS } from '../adapters/registry.ts';
import { BadInput } from '../model/case-file.ts';
import { suggestion } from '../model/nearest-names.ts';
import type { QuirkEntry } from '../model/quirks.ts';
import { QUIRK_NAMES, QUIRKS } from '../model/quirks.ts';
import type { Expectation } from '../protocol/subject.ts';
import { jsonReport } from '../report/json-report.ts';
import { HELD } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface ListCommand {
  readonly json: boolean;
}

const TOPICS: { readonly [topic: string]: (options: ListCommand, terminal: Terminal) => number } = { protocols: listProtocols, quirks: listQuirks };

/** @throws {BadInput} where there is nothing of that name to list */
export function list(topic: string, options: ListCommand, terminal: Terminal): number {
  const tell = Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  if (tell === undefined) throw new BadInput(`There is no list of "${topic}".\n${suggestion(topic, Object.keys(TOPICS))}`);
  return tell(options, terminal);
}

function listProtocols({ json }: ListCommand, { palette, print }: Terminal): number {
  if (json) {
    const protocols = SUBJECTS.map(({ name, summary, protocol, expect, pinned }) => {
      const { source, standing, options, copySites } = protocol;
      return { name, summary, source, standing, options, copySites, expect, pinned };
    });
    print(jsonReport({ protocols, real: REAL_BY_DAY }));
    return HELD;
  }
  for (const { name, summary, protocol, expect, pinned } of SUBJECTS) {
    print(`${palette.strong(name)}  ${palette.faint(expectation(expect))}`);
    print(`    ${summary}`);
    if (pinned.faults.length === 0) print(palette.faint(`    ${protocol.source}`));
  }
  print(`${palette.strong('the real ones by day')}  ${palette.faint('what is found in them is found in the real system; `rollcall list quirks` tells what to expect')}`);
  for (const { name, since, last } of REAL_BY_DAY) print(`    ${name}@${since.slice(0, 7)}, the earliest (${since}), to ${name}@${last ?? 'head'}`);
  return HELD;
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
