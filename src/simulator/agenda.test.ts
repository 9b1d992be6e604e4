import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Trace } from '../model/trace.ts';
import { Agenda } from './agenda.ts';

interface Item {
  readonly due: number;
  readonly to: number;
  readonly from: number;
}

describe('Agenda', () => {
  it('takes out in the order of (due, receiver, sender, event)', () => {
    fc.assert(
      fc.property(items, (all) => {
        const agenda = agendaOf(all);
        const expected = inOrder(all, all.map((_, event) => event));

        const taken = drain(agenda);

        expect(taken).toEqual(expected);
      }),
    );
  });

  it('tells when the event that was taken was due', () => {
    const agenda = agendaOf([{ due: 20, to: 0, from: 1 }, { due: 10, to: 0, from: 1 }]);

    agenda.take();
    expect(agenda.takenDue).toBe(10);
    agenda.takeAt(0);
    expect(agenda.takenDue).toBe(20);
  });

  it('keeps its order when events are taken from the middle', () => {
    fc.assert(
      fc.property(items, fc.array(fc.nat()), (all, picks) => {
        const agenda = agendaOf(all);
        const left = new Set(all.keys());

        for (const pick of picks.slice(0, all.length)) {
          const place = pick % agenda.size;
          const wanted = agenda.event[place] as number;
          expect(agenda.takeAt(place)).toBe(wanted);
          expect(agenda.takenDue).toBe((all[wanted] as Item).due);
          left.delete(wanted);
        }

        expect(drain(agenda)).toEqual(inOrder(all, [...left]));
      }),
    );
  });

  it('keeps its order when events are postponed', () => {
    fc.assert(
      fc.property(items, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 9 }))), (all, delays) => {
        const agenda = agendaOf(all);
        const moved = [...all];

        for (const [pick, delay] of delays) {
          const place = pick % agenda.size;
          const event = agenda.event[place] as number;
          const item = moved[event] as Item;
          moved[event] = { ...item, due: item.due + delay };
          agenda.postpone(place, item.due + delay);
        }

        expect(drain(agenda)).toEqual(inOrder(moved, moved.map((_, event) => event)));
      }),
    );
  });

  it('keeps its order while it grows and is added to in between', () => {
    const dues = Array.from({ length: 1_000 }, (_, i) => (i * 7919) % 1_000);
    const all = dues.map((due) => ({ due, to: 1, from: 0 }));
    const trace = traceOf(all);
    const agenda = new Agenda(trace);
    const taken: number[] = [];

    all.forEach(({ due }, event) => {
      agenda.add(due, event);
      if (event % 4 === 3) {
        agenda.take();
        taken.push(agenda.takenDue);
      }
    });
    const rest = drain(agenda).map((event) => dues[event] as number);

    expect(rest).toEqual(rest.toSorted((a, b) => a - b));
    expect([...taken, ...rest].toSorted((a, b) => a - b)).toEqual(dues.toSorted((a, b) => a - b));
    expect(rest).toHaveLength(750);
  });

  it('is empty after it was cleared', () => {
    const agenda = agendaOf([{ due: 1, to: 0, from: 0 }]);

    agenda.clear();

    expect(agenda.size).toBe(0);
  });
});

const few = fc.nat({ max: 3 });
const items: fc.Arbitrary<Item[]> = fc.array(fc.record({ due: few, to: few, from: fc.integer({ min: -1, max: 3 }) }), { minLength: 1, maxLength: 40 });

function traceOf(all: readonly Item[]): Trace {
  const trace = new Trace();
  all.forEach(({ to, from }, event) => {
    if (event === trace.type.length) trace.grow();
    trace.to[event] = to;
    trace.from[event] = from;
  });
  return trace;
}

function agendaOf(all: readonly Item[]): Agenda {
  const agenda = new Agenda(traceOf(all));
  all.forEach(({ due }, event) => agenda.add(due, event));
  return agenda;
}

function drain(agenda: Agenda): number[] {
  const taken: number[] = [];
  while (agenda.size > 0) taken.push(agenda.take());
  return taken;
}

function inOrder(all: readonly Item[], events: readonly number[]): number[] {
  const figures = (event: number): number[] => {
    const { due, to, from } = all[event] as Item;
    return [due, to, from, event];
  };
  return events.toSorted((a, b) => {
    const [x, y] = [figures(a), figures(b)];
    return x.map((n, i) => n - (y[i] as number)).find((difference) => difference !== 0) ?? 0;
  });
}
