/**
 * A worker of the ledger: it cuts an epoch off once, when it is named and no earlier one is still to come, and keeps what it
 * cut until it hears that the epoch is over, so that it can send any batch again as it was.
 */
import { MANAGER } from '../../model/cluster.ts';
import type { Env } from '../../protocol/env.ts';
import type { WorkerRole } from '../../protocol/protocol.ts';
import type { Crossed } from '../../sumstats/limiter.ts';
import { observe, openTables } from '../../sumstats/observe.ts';
import { inOrder } from '../key-order.ts';
import type { OpenState } from '../open-table.ts';
import { cutOff, OPEN_FIELDS, openHandlers } from '../open-table.ts';
import { observeAndLook, watchFor } from '../worker-watch.ts';
import type { Item, Messages } from './messages.ts';
import { isOn } from './roll.ts';

/** After how long without another question a batch is sent again, at first, in microseconds; then after twice as long each time. */
export const REPEAT = 60_000_000;

/**
 * Every observation counts, also of a key of which all limits are crossed: the epoch in which they are may end without this
 * worker, and then its part is of the next one.
 */
const NOTHING_CROSSED: Crossed = new Map();

/** What was cut off for an epoch that is not known to be over. */
interface Outflow {
  readonly items: readonly Item[];
  readonly credit: number;
  /** The batch that was asked for last. */
  seq: number;
}

export interface WorkerState extends OpenState {
  readonly incarnation: number;
  /** By sumstat, the last epoch that was cut; -1 for none. */
  readonly cut: Map<string, number>;
  readonly sending: Map<number, Outflow>;
}

export const worker: WorkerRole<WorkerState, Messages> = {
  initial: ({ sumstats, incarnation }) => ({
    live: openTables(sumstats),
    watch: watchFor(sumstats),
    incarnation,
    cut: new Map(sumstats.map(({ name }) => [name, -1])),
    sending: new Map(),
  }),
  lasting: OPEN_FIELDS,
  on: {
    ...openHandlers,

    observe({ live, watch }, seen, env) {
      if (watch === null) observe(live, seen, env);
      else observeAndLook(live, watch, seen, env, NOTHING_CROSSED);
    },

    ledger_start(state, { uid, sumstat, epoch, after, credit, roll }, env) {
      const cut = state.cut.get(sumstat) as number;
      // One that comes before what it is to come after will come again.
      if (!isOn(roll, env.node, state.incarnation) || after > cut) return;
      if (epoch <= cut) {
        if (state.sending.get(uid)?.seq === 0) sendBatch(state, uid, env);
        return;
      }
      const items = inOrder(cutOff(state, sumstat)).map(([key, result]) => ({ key, result }));
      state.cut.set(sumstat, epoch);
      // Notices of crossings are about an epoch by its number, which a worker that came later could not count.
      state.watch?.cuts.set(sumstat, epoch + 1);
      state.sending.set(uid, { items, credit, seq: 0 });
      sendBatch(state, uid, env);
      env.after(REPEAT, 'ledger_repeat', { uid, seq: 0, delay: REPEAT });
    },

    ledger_pull(state, { uid, seq }, env) {
      const outflow = state.sending.get(uid);
      if (outflow === undefined || seq < outflow.seq) return;
      outflow.seq = seq;
      sendBatch(state, uid, env);
    },

    ledger_close({ sending }, { uid }) {
      sending.delete(uid);
    },

    ledger_repeat(state, { uid, seq: before, delay }, env) {
      const outflow = state.sending.get(uid);
      if (outflow === undefined) return;
      const { seq } = outflow;
      // Where it was asked for more meanwhile, the epoch was not over.
      const isSilent = seq === before;
      if (isSilent) sendBatch(state, uid, env);
      const next = isSilent ? 2 * delay : REPEAT;
      env.after(next, 'ledger_repeat', { uid, seq, delay: next });
    },

    /** The manager will hear of it too, and count on none of this any more. */
    workerDisconnect({ sending }) {
      sending.clear();
    },

    ledger_ask({ live, incarnation }, { uid, sumstat, key }, env, from) {
      const held = live.get(sumstat)?.get(key);
      env.send(from, 'ledger_answer', { uid, incarnation, result: held === undefined ? null : env.copy('request', held) });
    },
  },
};

/** Nobody goes on changing what was cut off, so it takes no copies. */
function sendBatch(state: WorkerState, uid: number, env: Env<Messages>): void {
  const { items, credit, seq } = state.sending.get(uid) as Outflow;
  env.send(MANAGER, 'ledger_batch', { uid, incarnation: state.incarnation, seq, items: items.slice(seq * credit, (seq + 1) * credit), total: items.length });
}
