import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dense, sparse, sparseScheduleSchema, withoutTail } from './schedule.ts';

const schedules = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 0xffff }) }));

describe('sparse', () => {
  it('names the steps at which events are passed over, and no others', () => {
    expect(sparse([0, 2, 0, 0, 1, 0])).toEqual({ 1: 2, 4: 1 });
    expect(sparse([0, 0])).toEqual({});
  });

  it('gives what its schema accepts', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        expect(sparseScheduleSchema.parse(sparse(schedule))).toEqual(sparse(schedule));
      }),
    );
  });
});

describe('dense', () => {
  it('undoes sparse, but for zeros at the end', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        expect(dense(sparse(schedule))).toEqual(withoutTail(schedule));
      }),
    );
  });

  it('takes an entry of 0 for none', () => {
    expect(dense({ 1: 3, 4: 0 })).toEqual([0, 3]);
  });
});

describe('withoutTail', () => {
  it('cuts the zeros at the end off, and leaves others', () => {
    expect(withoutTail([0, 1, 0, 0])).toEqual([0, 1]);
    expect(withoutTail([1])).toEqual([1]);
    expect(withoutTail([0, 0])).toEqual([]);
  });
});

describe('sparseScheduleSchema', () => {
  it.each(['-1', '01', '1.5', 'x', '', ' 1', '1000000'])('refuses the step %j', (step) => {
    expect(sparseScheduleSchema.safeParse({ [step]: 1 }).success).toBe(false);
  });

  it.each([-1, 1.5, 0x1_0000])('refuses to pass over %d events', (passed) => {
    expect(sparseScheduleSchema.safeParse({ 1: passed }).success).toBe(false);
  });

  it('accepts the last step that a schedule may name', () => {
    expect(sparseScheduleSchema.safeParse({ 999999: 0xffff }).success).toBe(true);
  });
});
