/** The oracle is fed traces written by hand: of when an epoch ends. */
import { describe, expect, it } from 'vitest';
import { MANAGER } from '../src/model/cluster.ts';
import type { Violation } from '../src/model/verdict.ts';
import { caseOf, collect, observe, request } from './small-case.ts';
import { firstViolation, signaturesOf, TraceScript } from './trace-script.ts';

describe('the oracle, of when an epoch ends', () => {
  /** Worker-2 holds nothing, so that an end without it gives the right numbers. */
  const LONELY = caseOf(observe(10, 1, 'a', 1), collect(40));

  const early = (worker: number): Partial<Violation> => ({ check: 'never early', side: 'epoch', epoch: 0, workers: [worker] });

  it('is not content when a worker has not replied, although the numbers are right', () => {
    const t = new TraceScript(LONELY).handle(0);
    const [part1, part2] = t.reply(...t.ask(1)) as [number, number];
    t.handle(part1).result('a', t.valueOf(0)).finished().handle(part2);

    expect(signaturesOf(t.judged())).toEqual(['never early: epoch']);
    expect(firstViolation(t.judged())).toMatchObject(early(2));
  });

  it('is not content when a worker was never asked', () => {
    const t = new TraceScript(LONELY).handle(0, 1);
    const [part] = t.reply(t.send(1, 'ask'));
    t.handle(part as number).result('a', t.valueOf(0)).finished();

    expect(firstViolation(t.judged())).toMatchObject(early(2));
  });

  it('is not content when a worker had more to say', () => {
    const t = new TraceScript(LONELY).handle(0);
    const [ask1, ask2] = t.ask(1) as [number, number];
    const first = t.handle(ask1).send(MANAGER, 'part', { n: 1 });
    const second = t.send(MANAGER, 'part', { n: 2 });
    t.handle(...t.reply(ask2), first).result('a', t.valueOf(0)).finished().handle(second);

    expect(signaturesOf(t.judged())).toEqual(['never early: epoch']);
    expect(firstViolation(t.judged())).toMatchObject(early(1));
  });

  it('is not content when what a worker said was lost', () => {
    const t = new TraceScript(LONELY).handle(0);
    const [ask1, ask2] = t.ask(1) as [number, number];
    const first = t.handle(ask1).send(MANAGER, 'part', { n: 1 });
    t.send(MANAGER, 'part', { n: 2 });
    t.handle(...t.reply(ask2), first).result('a', t.valueOf(0)).finished();

    expect(firstViolation(t.judged())).toMatchObject(early(1));
  });

  it('takes what another question brought for no reply', () => {
    const t = new TraceScript(caseOf(observe(10, 1, 'a', 1), collect(40), request(40, 'a'))).handle(0);
    const epoch = t.reply(...t.ask(1));
    const asked = t.ask(2);
    const parts = t.reply(...asked);
    // Of worker-2 only the part that answers the request is in.
    t.handle(epoch[0] as number, parts[1] as number).result('a', t.valueOf(0)).finished();
    t.handle(epoch[1] as number, parts[0] as number).answer(null);

    expect(firstViolation(t.judged())).toMatchObject(early(2));
  });

  it('holds when a worker only repeats itself, or answers what it was asked at the end', () => {
    const t = new TraceScript(LONELY).handle(0);
    const [ask1, ask2] = t.ask(1) as [number, number];
    const [part1] = t.reply(ask1) as [number];
    const again = t.send(MANAGER, 'part', { of: 1 });
    t.handle(...t.reply(ask2), part1).result('a', t.valueOf(0)).finished();
    const thanks = t.send(2, 'ask');
    t.handle(again, t.handle(thanks).send(MANAGER, 'part', { welcome: true }));

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it('holds when what comes late from a worker that repeats itself is about another question', () => {
    const t = new TraceScript(caseOf(collect(0), request(0, 'a')));
    const [ask1, ask2] = t.ask(0) as [number, number];
    const answers = t.ask(1).map((ask) => t.handle(ask).send(MANAGER, 'part', { of: 'request' }));
    const [part1] = t.reply(ask1) as [number];
    const again = t.send(MANAGER, 'part', { of: 1 });
    t.handle(...t.reply(ask2), part1).finished().handle(again, ...answers).answer(null);

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it('calls it early, and nothing else, when an epoch ends in the very handler that is to begin it', () => {
    expect(signaturesOf(new TraceScript(caseOf(collect(0))).handle(0).finished().judged())).toEqual(['never early: epoch']);
  });

  it('lets an epoch that ended early report what its worker held later', () => {
    const t = new TraceScript({ ...caseOf(observe(10, 1, 'a', 1), collect(20), observe(30, 1, 'a', 1)), values: 'fingerprint' }).handle(0);
    const [ask1, ask2] = t.ask(1) as [number, number];
    t.handle(ask1, ...t.reply(ask2), 2).result('a', t.valueOf(0, 2)).finished();

    expect(signaturesOf(t.judged())).toEqual(['never early: epoch']);
  });

  it.each<[string, wait: number, signatures: string[]]>([
    ['holds when a node that is alone tells its last epoch as it stops', 0, []],
    ['is not content when a node that is alone tells its last epoch after it has stopped', 1, ['sane: after the stop']],
  ])('%s', (_, later, signatures) => {
    const c = caseOf({ ...collect(10), final: true } as ReturnType<typeof collect>);
    const t = new TraceScript({ ...c, cluster: { ...c.cluster, workers: [] } }).handle(0);
    if (later > 0) t.handle(t.send(MANAGER, 'ask'));
    t.finished();

    expect(signaturesOf(t.judged())).toEqual(signatures);
  });

  it('says whom the manager waits for when there is no end', () => {
    const t = new TraceScript(LONELY).handle(0);
    const [part1] = t.reply(...t.ask(1));
    t.handle(part1 as number).result('a', t.valueOf(0));

    expect(firstViolation(t.judged())).toMatchObject({ check: 'always finishes', side: 'epoch', workers: [2] });
  });

  it('is not content when an epoch ends before it was asked for', () => {
    const t = new TraceScript(caseOf(observe(10, 1, 'a', 1), collect(40))).handle(0).finished();
    t.handle(...t.reply(...t.ask(1))).result('a', t.valueOf(0)).finished();

    expect(signaturesOf(t.judged())).toContain('sane: before the question');
  });
});
