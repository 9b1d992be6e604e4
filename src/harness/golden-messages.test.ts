import { describe, expect, it } from 'vitest';
import { perKeyPolling } from '../adapters/per-key-polling/per-key-polling.ts';
import type { Case } from '../model/case.ts';
import type { Expected } from '../model/expected.ts';
import { PLAIN_CASE } from '../model/plain-case.test-double.ts';
import { compareMessages } from './golden-messages.ts';
import { runCase } from './run-case.ts';

/** Two workers, of which the second alone holds a key. */
const c: Case = {
  ...PLAIN_CASE,
  protocol: perKeyPolling.name,
  workload: [{ at: 0, do: 'observe', worker: 2, stream: 'x', key: 'k', value: 1 }, { at: 1, do: 'collect', sumstat: 's' }],
};

const MANAGER_SENT = { cluster_ss_request: 1, get_a_key: 2, cluster_get_result: 1 };
const MANAGER_RECEIVED = { send_a_key: 1, send_no_key: 3, cluster_send_result: 2 };

const compared = (messages: Expected['messages'], over: Partial<Case> = {}): ReturnType<typeof compareMessages> => compareMessages(runCase({ ...c, ...over }).trace, messages);

describe('compareMessages', () => {
  it('agrees where all messages of a node are as expected, a broadcast sent once and received by each', () => {
    const agreements = compared([
      { node: 0, sent: MANAGER_SENT, received: MANAGER_RECEIVED },
      { node: 2, sent: { send_a_key: 1, send_no_key: 1, cluster_send_result: 1 }, received: MANAGER_SENT },
    ]);

    expect(agreements).toEqual([{ what: 'the messages of the manager', differences: [] }, { what: 'the messages of worker-2', differences: [] }]);
  });

  it('tells each type of which there are more or fewer, also one that is not expected at all', () => {
    const [agreement] = compared([{ node: 1, sent: { send_no_key: 1, send_a_key: 1 }, received: MANAGER_SENT }]);

    expect(agreement?.differences).toEqual([
      { of: 'send_no_key sent', expected: '1', actual: '2', by: 1 },
      { of: 'send_a_key sent', expected: '1', actual: '0', by: -1 },
      { of: 'cluster_send_result sent', expected: '0', actual: '1', by: 1 },
    ]);
  });

  it('counts what was sent and lost as sent, and not as received', () => {
    const [agreement] = compared([{ node: 0, sent: { cluster_ss_request: 1, get_a_key: 1 }, received: { send_a_key: 1 } }], { faults: [{ fault: 'loss', worker: 1, toward: 'manager', nth: 1 }] });

    expect(agreement?.differences).toEqual([]);
  });

  it('is silent where no messages are expected', () => {
    expect(compared(undefined)).toEqual([]);
  });
});
