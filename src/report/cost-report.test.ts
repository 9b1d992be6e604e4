import { describe, expect, it } from 'vitest';
import type { CostRow, CostTable } from '../model/run-report.ts';
import { costLegend, costTable } from './cost-report.ts';
import { PLAIN } from './plain-palette.test-double.ts';


const ROW: CostRow = {
  protocol: 'key-stream',
  verdict: 'held',
  why: '',
  emailCounts: { get_some_key_data: 1, cluster_send_result: 56 },
  sent: { cluster_ss_request: 1, get_some_key_data: 1, cluster_send_result: 56 },
  deliveries: 1234,
  bytes: 22_960,
  rounds: 58,
  finishedAfter: 3240,
  slowedAfter: 102_240,
  managerBusy: 2_240_000,
  uselessShare: 0.975,
  peakInbox: 112,
  peakInboxBytes: 16_800,
  peakResults: 1,
  peakBytes: 4_321,
};
const COSTS: CostTable = { title: 'One key', workers: 56, keys: 1, pairs: 1, observations: 56, service: 20, rows: [ROW], refused: [] };

describe('costTable', () => {
  it('tells the workload, a row for each protocol, and its messages by type with what the e-mail leaves out', () => {
    expect(costTable(COSTS, PLAIN)).toMatchInlineSnapshot(`
      "
      One key
      56 workers, 1 key, 1 (worker, key) pair, 56 observations; a message costs the manager 20 us

      protocol    e-mail  events  deliveries   bytes  useless  inbox  inbox bytes      verdict
      key-stream      57      58       1,234  22,960   97.5 %    112       16,800  = reference

      protocol    rounds  finished     slowed    busy  results  held bytes
      key-stream      58   3.24 ms  102.24 ms  2.24 s        1       4,321

      Counted as the e-mail does:
        key-stream: 1 get_some_key_data, 56 cluster_send_result; left out: 1 cluster_ss_request"
    `);
  });

  it('says why a protocol is not to be trusted, and that an epoch never ended', () => {
    const wrong: CostRow = { ...ROW, verdict: 'violated', why: 'epoch 0 was never finished', rounds: Infinity, finishedAfter: Infinity, slowedAfter: Infinity, peakResults: -1, peakBytes: -1 };

    const told = costTable({ ...COSTS, rows: [wrong] }, PLAIN);

    expect(told).toMatch(/ {2}violated$/m);
    expect(told).toMatch(/^key-stream +never +never +never .* - +-$/m);
    expect(told).toContain('\n  key-stream: epoch 0 was never finished\n');
  });

  it('says of a protocol that was not run what it claims that it would send', () => {
    const told = costTable({ ...COSTS, refused: [{ protocol: 'per-key-polling', type: 'cluster_send_result', claimed: 51_200_000, most: 2_000_000 }] }, PLAIN);

    expect(told).toContain('\n  per-key-polling: not run: its claim says 51,200,000 cluster_send_result, and a run may take 2,000,000 messages\n');
  });

  it('is laid on its side in a narrow window', () => {
    const told = costTable(COSTS, PLAIN, 60).split('\n');

    expect(told).toContain('protocol      key-stream');
    expect(told).toContain('inbox bytes       16,800');
  });

  it('has a word on every column in the legend', () => {
    const headers = costTable(COSTS, PLAIN)
      .split('\n')
      .filter((line) => line.startsWith('protocol'));
    const columns = headers.flatMap((header) => header.split(/ {2,}/).slice(1));
    const legend = costLegend(PLAIN);

    expect(columns).toHaveLength(14);
    for (const column of columns) expect(legend).toContain(column === 'inbox bytes' ? 'and bytes' : `${column}: `);
  });
});
