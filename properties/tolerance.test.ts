/** What protocols survive and what they claim to survive are the same, kind by kind of fault and together; and the README shows it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { protocolNamed, SUBJECTS } from '../src/adapters/registry.ts';
import { quickMatrix } from '../src/cli/matrix.ts';
import { NO_PROGRESS } from '../src/cli/progress.ts';
import { DRAWN_KINDS } from '../src/harness/tolerance.ts';
import type { FaultKind } from '../src/model/faults.ts';
import type { Palette } from '../src/report/palette.ts';
import { matrixTables } from '../src/report/matrix-report.ts';

const same = (text: string): string => text;
const PLAIN: Palette = { good: same, bad: same, unsure: same, faint: same, strong: same };

/** As `npm start` makes it. */
const MATRIX = quickMatrix(SUBJECTS, 1, { progress: () => NO_PROGRESS });

function claimedBy(name: string): FaultKind[] {
  const { slowNodeBelow, faults } = protocolNamed(name).claims.tolerates;
  return DRAWN_KINDS.filter((kind) => (kind === 'slow-node' ? slowNodeBelow === Infinity : faults.some((one) => one === kind)));
}

describe('the tolerance matrix', () => {
  it('has all protocols that should hold and have workers', () => {
    const sound = SUBJECTS.filter(({ expect, protocol }) => expect.kind === 'holds' && protocol.isAlone !== true);

    expect(MATRIX.rows.map(({ protocol }) => protocol)).toEqual(sound.map(({ name }) => name));
    expect(sound.length).toBeGreaterThan(5);
  });

  it.each(MATRIX.rows)('agrees with every claim: $protocol holds where it claims to, together too, and breaks elsewhere', ({ protocol, cells, survived, breaches }) => {
    const claimed = claimedBy(protocol);

    for (const { kind, isClaimed, outcome, met } of cells) {
      expect([kind, isClaimed, outcome, met]).toEqual([kind, ...(claimed.includes(kind) ? [true, 'holds', MATRIX.runs] : [false, 'breaks', 0])]);
    }
    expect(survived).toEqual([{ kinds: claimed, met: MATRIX.runs, why: '' }]);
    expect(breaches.map(({ kinds }) => kinds)).toEqual(DRAWN_KINDS.filter((kind) => !claimed.includes(kind)).map((kind) => [kind]));
  });

  it('fits into 100 columns, and is in the README', () => {
    const text = matrixTables(MATRIX, PLAIN, 100);

    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(text.match(/^fault /gm)).toHaveLength(1);
    expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(`\`\`\`\n${text.trim()}\n\`\`\``);
  });
});
