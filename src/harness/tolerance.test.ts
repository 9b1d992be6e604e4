import { describe, expect, it } from 'vitest';
import { keyStream } from '../adapters/key-stream/key-stream.ts';
import type { Messages } from '../adapters/key-stream/messages.ts';
import { subjectNamed } from '../adapters/registry.ts';
import type { Tolerance, ToleranceCell } from '../model/run-report.ts';
import type { ManagerEnv } from '../protocol/env.ts';
import type { ManagerInput, Protocol } from '../protocol/protocol.ts';
import type { Subject } from '../protocol/subject.ts';
import { DRAWN_KINDS, tolerance } from './tolerance.ts';

type Tolerates = Protocol['claims']['tolerates'];

const subjectOf = (protocol: Protocol): Subject => ({ ...subjectNamed('key-stream'), protocol });
const claiming = (tolerates: Partial<Tolerates>, protocol: Protocol = keyStream): Protocol => ({ ...protocol, claims: { ...protocol.claims, tolerates: { ...protocol.claims.tolerates, ...tolerates } } });
const toleranceOf = (protocol: Protocol): Tolerance => tolerance(subjectOf(protocol), { seed: 1, runs: 10, limits: { maxRuns: 200 } });
const cellOf = ({ cells }: Tolerance, kind: string): ToleranceCell | undefined => cells.find((cell) => cell.kind === kind);

describe('tolerance', () => {
  const found = toleranceOf(keyStream);

  it('has a cell for every kind that is drawn: it holds in cases in which it was met, or is violated', () => {
    expect(found.cells.map(({ kind }) => kind)).toEqual(DRAWN_KINDS);
    expect(cellOf(found, 'pause')).toEqual({ kind: 'pause', isClaimed: true, outcome: 'holds', met: 10, why: '' });
    expect(cellOf(found, 'loss')).toEqual({ kind: 'loss', isClaimed: false, outcome: 'breaks', met: 0, why: 'always finishes: epoch' });
    expect(found.survived).toEqual([{ kinds: ['slow-node', 'pause', 'slow-link', 'hello'], met: 10, why: '' }]);
    expect(found.breaches.map(({ kinds }) => kinds)).toEqual(['reorder-link', 'loss', 'duplicate', 'partition', 'crash', 'leave', 'join'].map((kind) => [kind]));
    expect(found.breaches.every(({ isClaimed }) => !isClaimed)).toBe(true);
  });

  it('has the least case of what breaks, which has nothing else', () => {
    const breach = found.breaches.find(({ drawn }) => drawn.includes('loss'));

    expect(breach).toMatchObject({ kinds: ['loss'], drawn: ['loss'], found: { signature: 'always finishes: epoch', size: 3, case: { faults: [{ fault: 'loss' }] } } });
  });

  it('tells what is claimed and broken, also where the limit of a slow node is claimed', () => {
    // A manager that gives up on a slow answer does not survive slow nodes.
    const hasty = impatient(() => true);
    const bold = toleranceOf(claiming({ slowNodeBelow: Infinity }, hasty));
    const wary = toleranceOf(claiming({ slowNodeBelow: 3_000_000 }, hasty));

    expect(cellOf(bold, 'slow-node')).toMatchObject({ isClaimed: true, outcome: 'breaks' });
    expect(bold.breaches.find(({ kinds }) => String(kinds) === 'slow-node')?.isClaimed).toBe(true);
    expect(cellOf(wary, 'slow-node')).toMatchObject({ isClaimed: false, outcome: 'breaks' });
    expect(wary.breaches.find(({ kinds }) => String(kinds) === 'slow-node')?.isClaimed).toBe(false);
    expect(toleranceOf(claiming({ faults: ['loss'] })).breaches.find(({ kinds }) => String(kinds) === 'loss')?.isClaimed).toBe(true);
  });

  it('tells what holds and is not claimed', () => {
    expect(cellOf(toleranceOf(claiming({ faults: [] })), 'hello')).toMatchObject({ isClaimed: false, outcome: 'holds' });
  });

  it('finds kinds that hold alone and break together, and what holds together all the same', () => {
    const { cells, survived, breaches, isComplete } = toleranceOf(impatient((greeted) => greeted));

    expect(cells.filter(({ outcome }) => outcome === 'holds').map(({ kind }) => kind)).toEqual(['slow-node', 'pause', 'slow-link', 'hello']);
    expect(survived.map(({ kinds }) => kinds)).toEqual([['slow-node', 'pause', 'slow-link'], ['hello']]);
    expect(breaches.slice(-3).map(({ kinds }) => kinds.join()).sort()).toEqual(['pause,hello', 'slow-link,hello', 'slow-node,hello']);
    expect(isComplete).toBe(true);
    // All three are claimed to be survived in any number and at once.
    expect(breaches.slice(-3).every(({ isClaimed }) => isClaimed)).toBe(true);
  });

  it('tells what is broken without any fault', () => {
    const { cells, survived, breaches } = tolerance(subjectNamed('key-stream~no-count'), { seed: 1, runs: 1 });

    expect(new Set(cells.map(({ outcome, why }) => `${outcome}: ${why}`))).toEqual(new Set(['breaks: never early: epoch']));
    expect(survived).toEqual([]);
    expect(breaches).toMatchObject([{ kinds: [], isClaimed: true, found: { case: { faults: [] } } }]);
  });

  it('takes no case for one that held in which nothing was met', () => {
    // One that is alone has faults drawn for it that have nothing to be about.
    const { cells, survived } = tolerance(subjectNamed('standalone'), { seed: 1, runs: 2 });

    for (const { outcome, met, why } of cells) expect([outcome, met, why]).toEqual(['not told', 0, 'of 40 cases, the faults were met in 0 only']);
    expect(survived.map(({ kinds, met }) => [kinds.length, met])).toEqual([[DRAWN_KINDS.length, 0]]);
  });

  it('counts what it tries', () => {
    const tried: number[] = [];
    tolerance(subjectNamed('standalone'), { seed: 1, runs: 1, onTrial: (n) => tried.push(n) });

    expect(tried).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });
});

/** The push, but the manager throws where a worker's end comes later than any latency explains. */
function impatient(minds: (greeted: boolean) => boolean): Protocol {
  type State = ReturnType<typeof keyStream.manager.initial> & { greeted: boolean; asked: Map<number, number> };
  const { manager } = keyStream;
  return {
    ...keyStream,
    manager: {
      ...manager,
      lasting: [...manager.lasting, 'greeted', 'asked'],
      initial: (setup) => ({ ...manager.initial(setup), greeted: false, asked: new Map<number, number>() }),
      on: {
        ...manager.on,
        collect(state: State, body: ManagerInput['collect'], env: ManagerEnv<Messages>, from: number) {
          state.asked.set(state.nextUid, env.now);
          manager.on.collect(state, body, env, from);
        },
        peerUp(state: State) {
          state.greeted = true;
        },
        send_no_more_data(state: State, body: Messages['send_no_more_data'], env: ManagerEnv<Messages>, from: number) {
          if (minds(state.greeted) && env.now - (state.asked.get(body.uid) ?? env.now) > 3_000_000) throw new Error('too late');
          manager.on.send_no_more_data?.(state, body, env, from);
        },
      },
    },
  } as Protocol;
}
