import { describe, expect, it } from 'vitest';
import { takeLeast } from '../key-order.ts';
import type { Inflow } from './inflow.ts';
import { isDry, isReady, openInflow, takeItem } from './inflow.ts';
import type { Messages } from './messages.ts';

const item = (seq: number, key: string, last = false): Messages['merge_item'] => ({ uid: 0, sumstat: 's', seq, key, result: {}, last });

function inflowOf(...items: Messages['merge_item'][]): Inflow {
  const inflow = openInflow(4);
  for (const one of items) takeItem(inflow, one);
  return inflow;
}

const keysOf = ({ queue }: Inflow): string[] => queue.map(({ key }) => key);

describe('an inflow', () => {
  it('takes items that overtook one another in their order', () => {
    const inflow = inflowOf(item(2, 'c', true), item(1, 'b'));
    const before = [keysOf(inflow), isReady(inflow), inflow.ended];

    takeItem(inflow, item(0, 'a'));

    expect(before).toEqual([[], false, false]);
    expect([keysOf(inflow), isReady(inflow), inflow.ended]).toEqual([['a', 'b', 'c'], true, true]);
    expect(inflow.early.size).toBe(0);
  });

  it('takes no item twice, whether it was merged, waits to be merged, or overtook others', () => {
    const inflow = inflowOf(item(0, 'a'), item(1, 'b'), item(3, 'd', true), item(3, 'd', true));
    takeLeast([inflow]);

    for (const again of [item(0, 'a'), item(1, 'b')]) takeItem(inflow, again);
    takeItem(inflow, item(2, 'c'));

    expect([keysOf(inflow), inflow.expected, inflow.early.size, inflow.ended]).toEqual([['b', 'c', 'd'], 4, 0, true]);
  });

  it('is dry once all that was asked for has come and gone, but not at the end', () => {
    const full = inflowOf(item(0, 'a'), item(1, 'b'), item(2, 'c'), item(3, 'd'));
    const over = inflowOf(item(0, 'a', true));

    expect([isDry(full), isDry(openInflow(4))]).toEqual([false, false]);
    for (let i = 0; i < 4; i++) takeLeast([full]);
    takeLeast([over]);

    expect([isDry(full), isReady(full)]).toEqual([true, false]);
    expect([isDry(over), isReady(over)]).toEqual([false, true]);
  });

  it('gives up the least key of all with the parts of it, in the order of inflows', () => {
    const [first, second, third] = [openInflow(1), openInflow(1), openInflow(1)];
    const results = { x: {}, y: {}, z: {} };
    takeItem(third, { ...item(0, 'host=9.0.0.1'), result: results.z });
    takeItem(second, { ...item(0, 'host=10.0.0.1'), result: results.y });
    takeItem(first, { ...item(0, 'host=9.0.0.1'), result: results.x });

    const least = takeLeast([first, second, third]);

    expect(least?.key).toBe('host=9.0.0.1');
    expect(least?.results[0]).toBe(results.x);
    expect(least?.results[1]).toBe(results.z);
    expect(least?.results).toHaveLength(2);
    expect([keysOf(first), keysOf(second), keysOf(third)]).toEqual([[], ['host=10.0.0.1'], []]);
    expect([takeLeast([first, second, third])?.key, takeLeast([first, second, third])]).toEqual(['host=10.0.0.1', null]);
  });
});
