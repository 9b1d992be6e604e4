/** `rollcall list`: every protocol and twin in a line or two. */
import { SUBJECTS } from '../adapters/registry.ts';
import type { Expectation } from '../protocol/subject.ts';
import { jsonReport } from '../report/json-report.ts';
import { HELD } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export function list({ json }: { readonly json: boolean }, { palette, print }: Terminal): number {
  if (json) {
    const protocols = SUBJECTS.map(({ name, summary, protocol, expect, pinned }) => {
      const { source, standing, options, copySites } = protocol;
      return { name, summary, source, standing, options, copySites, expect, pinned };
    });
    print(jsonReport({ protocols }));
    return HELD;
  }
  for (const { name, summary, protocol, expect, pinned } of SUBJECTS) {
    print(`${palette.strong(name)}  ${palette.faint(expectation(expect))}`);
    print(`    ${summary}`);
    if (pinned.faults.length === 0) print(palette.faint(`    ${protocol.source}`));
  }
  return HELD;
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
