/** What an audit of copies found, as text: site by site and transport by transport, needed or not, and why. */
import { describeCase, plural } from '../model/describe.ts';
import type { CopyAudit, FoundAt, LeftOut, TransportAudit } from '../model/copy-audit.ts';
import { needs, seenBy } from './check-report.ts';
import type { Palette } from './palette.ts';

/** @param seed of the audit, for the commands that find its cases again */
export function copyReport(audit: CopyAudit, seed: number, palette: Palette): string {
  const { protocol, sites, transports } = audit;
  const what = sites.length === 0 ? 'it has no copy sites' : `${plural(sites.length, 'copy site')}: ${sites.join(', ')}`;
  const again = (found: FoundAt): string => `npx rollcall audit copies ${protocol} --seed ${seed} --runs ${found.number}`;
  return [`\n${palette.strong(protocol)}: ${what}`, ...transports.flatMap((one) => transportLines(one, again, palette))].join('\n');
}

function transportLines(over: TransportAudit, again: (found: FoundAt) => string, palette: Palette): string[] {
  const { transport, cases, leftOut, sufficient } = over;
  const lines = [`  over ${transport}, ${plural(cases, 'case')}${sized(over)}`];
  for (const one of leftOut) lines.push(...leftOutLines(one, over, again, palette));
  if (leftOut.length > 0) lines.push(`    ${palette.strong('enough')}: ${sufficient.length === 0 ? palette.bad('no set of copies') : sufficient.map(named).join(', or ')}`);
  return [...lines, ...untouchedLines(over, again, palette)];
}

function sized({ untouched }: TransportAudit): string {
  return untouched.bytes > 0 ? `, ${count(untouched.bytes)} bytes` : '';
}

function leftOutLines(one: LeftOut, over: TransportAudit, again: (found: FoundAt) => string, palette: Palette): string[] {
  const { sites, met, violated, undecided, found } = one;
  const without = `without ${named(sites)}`;
  const open = undecided > 0 ? [`      ${palette.unsure(`${plural(undecided, 'case')} could not be judged`)}`] : [];
  if (met === 0) return [`    ${without}: ${palette.unsure('not known')}: in no case was there anything to copy`, ...open];
  const lines = violated > 0 ? [`    ${without}: ${palette.bad('violated')} in ${count(violated)} of ${plural(met, 'case')} that ran so`] : [`    ${without}: ${palette.good('not needed')}: ${whyNot(one, over)}; ${plural(met, 'case')} ran so`];
  if (found !== null) lines.push(`      ${seenBy(found, palette)}`, `      ${needs(found, palette)}`, `      ${again(found)}`);
  if (one.bytes !== -1) lines.push(`      ${worth(one, over)}`);
  return [...lines, ...open];
}

/** What else keeps the two sides apart. That it was read before it was changed is known, as what is not is violated. */
function whyNot({ values, changed }: LeftOut, { transport }: TransportAudit): string {
  if (changed === 0) return `it is handed over: of ${plural(values, 'value')} nobody changed one afterwards`;
  const were = `${count(changed)} of ${plural(values, 'value')} ${changed === 1 ? 'was' : 'were'} changed afterwards`;
  return transport === 'serialize' ? `the transport makes one: ${were}, and no receiver shared them` : `${were}, but not before they had been read for the last time`;
}

/** Who copies gives objects new identities, which the cache then does not know. */
function worth({ bytes, sites }: LeftOut, { untouched }: TransportAudit): string {
  const cost = untouched.bytes - bytes;
  const what = sites.length === 1 ? 'the copy' : 'the copies';
  const one = sites.length === 1 ? 's' : '';
  if (cost === 0) return `${what} cost${one} no bytes`;
  const share = `${((100 * Math.abs(cost)) / untouched.bytes).toFixed(1)} %`;
  return cost > 0 ? `${what} cost${one} ${count(cost)} bytes, ${share}` : `${what} spare${one} ${count(-cost)} bytes, ${share}`;
}

/** What goes out although no site copies it. */
function untouchedLines({ untouched, uncopied }: TransportAudit, again: (found: FoundAt) => string, palette: Palette): string[] {
  const lines = uncopied.map(({ type, values, changed }) => {
    const were = changed === 0 ? palette.good('none was changed afterwards') : palette.bad(`${count(changed)} ${changed === 1 ? 'was' : 'were'} changed afterwards`);
    return `    no copy site for what ${type} carries: of ${plural(values, 'object')} ${were}`;
  });
  const { stale, found, violated } = untouched;
  if (stale > 0) lines.push(`    ${palette.bad(`${plural(stale, 'message')} said something else when read than when sent, with every copy made`)}`);
  if (found !== null) lines.push(`      ${describeCase(found.case)}  (${found.proof})`, `      ${again(found)}`);
  if (violated > 0) lines.push(`    ${palette.bad(`${plural(violated, 'case')} ${violated === 1 ? 'is' : 'are'} violated with every copy made`)}, and left aside`);
  return lines;
}

function named(sites: readonly string[]): string {
  return sites.length === 0 ? 'none' : sites.join(' and ');
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
