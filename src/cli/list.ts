/** `rollcall list`: every protocol and twin in a line or two. */
import { SUBJECTS } from '../adapters/registry.ts';
import { HELD } from './exit-codes.ts';
import { palette, print, printJson } from './terminal.ts';

export function list({ json }: { readonly json: boolean }): number {
  if (json) {
    printJson(SUBJECTS.map(({ name, summary, protocol, expect, pinned }) => ({ name, summary, source: protocol.source, standing: protocol.standing, expect, pinned })));
    return HELD;
  }
  for (const { name, summary, protocol, expect, pinned } of SUBJECTS) {
    print(`${palette.strong(name)}  ${palette.faint(expect.kind === 'caught' ? `must be caught by "${expect.by}"` : expect.kind)}`);
    print(`    ${summary}`);
    if (pinned.faults.length === 0) print(palette.faint(`    ${protocol.source}`));
  }
  return HELD;
}
