/** Whether a case that somebody wrote speaks of what a protocol has: its options and its copy sites. */
import { BadInput } from '../model/case-file.ts';
import type { Case } from '../model/case.ts';
import { describeValue } from '../model/describe.ts';
import { suggestion } from '../model/nearest-names.ts';
import type { Protocol } from '../protocol/protocol.ts';

/**
 * An option or a site that the protocol does not have would change nothing, and the verdict would seem to be about it.
 * @param source how to call the case in messages
 * @throws {BadInput} where the case names an option or a copy site that the protocol has not
 */
export function assertFits(c: Case, protocol: Protocol, source: string): void {
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(c.options)) {
    const values = Object.hasOwn(protocol.options, name) ? protocol.options[name] : undefined;
    const told = `options.${name} is ${describeValue(value)}: `;
    if (values === undefined) wrong.push(`${told}${protocol.name} has no such option. ${suggestion(name, Object.keys(protocol.options))}`);
    else if (typeof value !== typeof values[0] || (typeof value === 'string' && !values.includes(value))) wrong.push(`${told}${protocol.name} wants one such as ${values.map(describeValue).join(' or ')}.`);
  }
  c.faults.forEach((fault, i) => {
    if (fault.fault !== 'missing-copy' || protocol.copySites.includes(fault.site)) return;
    wrong.push(`faults.${i}.site is ${describeValue(fault.site)}: ${protocol.name} has no such copy site. ${suggestion(fault.site, protocol.copySites)}`);
  });
  const workers = c.cluster.workers.length;
  if (protocol.isAlone === true && workers > 0) wrong.push(`cluster.workers has ${workers}: ${protocol.name} is no cluster; its one node observes as worker 0.`);
  else if (protocol.isAlone !== true && workers === 0) wrong.push(`cluster.workers is []: ${protocol.name} is a cluster; only a protocol like standalone does without workers.`);
  if (wrong.length === 0) return;
  throw new BadInput([`${source} does not fit its protocol:`, ...wrong.map((line) => `  ${line}`), '`rollcall list --json` shows what each protocol has.'].join('\n'));
}
