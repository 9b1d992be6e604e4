/** Broken twins of the ledger: each is the protocol with one mistake that people make. */
import { ledger } from './ledger.ts';
import { manager } from './manager.ts';
import { worker } from './worker.ts';

type Twin = typeof ledger;

const broken = { ...ledger, standing: 'broken' } as const;

export const cutsAgain: Twin = {
  ...broken,
  name: 'ledger~cuts-again',
  summary: 'a worker that is asked again cuts again, and sends what it has by then',
  source: 'a retry that was thought to be harmless, since the first one was lost anyway',
  // Where only what is lost is asked for again.
  claims: { ...ledger.claims, tolerates: { slowNodeBelow: 1_000_000, faults: ['loss', 'partition'] } },
  worker: {
    ...worker,
    on: {
      ...worker.on,
      ledger_start(state, start, env, from) {
        const before = state.cut.get(start.sumstat) as number;
        if (start.epoch === before) state.cut.set(start.sumstat, before - 1);
        worker.on.ledger_start?.(state, start, env, from);
      },
    },
  },
};

export const forgetsTheDead: Twin = {
  ...broken,
  name: 'ledger~forgets-the-dead',
  summary: 'an epoch says who is missing of those that it counts on, and nothing of one that was gone before',
  source: 'a list of the missing that is made from the list of participants',
  manager: {
    ...manager,
    on: {
      ...manager.on,
      collect(state, asked, env, from) {
        state.gone.set(asked.sumstat, []);
        manager.on.collect(state, asked, env, from);
      },
    },
  },
};

export const takesTheNewForTheOld: Twin = {
  ...broken,
  name: 'ledger~takes-the-new-for-the-old',
  summary: 'a worker that started anew goes by the name of the one that died',
  source: 'workers that are known by their number alone',
  worker: { ...worker, initial: (setup) => worker.initial({ ...setup, incarnation: 0 }) },
};

export const asksOnce: Twin = {
  ...broken,
  name: 'ledger~asks-once',
  summary: 'nobody is asked again who does not answer',
  source: 'a transport that was thought to lose nothing',
  manager: { ...manager, on: { ...manager.on, ledger_retry: () => undefined } },
};

export const waitsToBeClosed: Twin = {
  ...broken,
  name: 'ledger~waits-to-be-closed',
  summary: 'a worker keeps what it sent until it hears that the epoch is over, and does not ask',
  source: 'a last message that nobody acknowledges',
  worker: { ...worker, on: { ...worker.on, ledger_repeat: () => undefined } },
};

export const neverRests: Twin = {
  ...broken,
  name: 'ledger~never-rests',
  summary: 'a worker goes on asking whether an epoch is over after it has heard that it is',
  source: 'a timer that sets itself again before it looks whether it is still needed',
  worker: {
    ...worker,
    on: {
      ...worker.on,
      ledger_repeat(state, { uid, seq, delay }, env, from) {
        if (state.sending.has(uid)) worker.on.ledger_repeat?.(state, { uid, seq, delay }, env, from);
        else env.after(2 * delay, 'ledger_repeat', { uid, seq, delay: 2 * delay });
      },
    },
  },
};

export const twins: readonly Twin[] = [cutsAgain, forgetsTheDead, takesTheNewForTheOld, asksOnce, waitsToBeClosed, neverRests];
