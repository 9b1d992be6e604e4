/** Two long descriptions cut down to where they differ: `{a: 1, b: 2, c: 3}` and `{a: 1, b: 4, c: 3}` to `… b: 2 …` and `… b: 4 …`. */
export function difference(expected: string, actual: string): readonly [expected: string, actual: string] {
  if (Math.min(expected.length, actual.length) < SHORT) return [expected, actual];
  let start = 0;
  while (start < expected.length && expected[start] === actual[start]) start++;
  if (start === expected.length && start === actual.length) return [expected, actual];
  let end = 0;
  const most = Math.min(expected.length, actual.length) - start;
  while (end < most && expected[expected.length - 1 - end] === actual[actual.length - 1 - end]) end++;
  start = fieldStart(expected, start);
  end = fieldEnd(expected, end);
  return [middle(expected, start, end), middle(actual, start, end)];
}

/** What fits on a line as it is. */
const SHORT = 60;

/** Back to the beginning of the field in which they part. */
function fieldStart(text: string, start: number): number {
  return Math.max(text.lastIndexOf(', ', start - 1) + 2, text.lastIndexOf('{', start - 1) + 1, 0);
}

/** On to the end of the field in which they meet again, as a number of characters from the end. */
function fieldEnd(text: string, end: number): number {
  const at = text.slice(text.length - end).search(/[,}\])]/);
  return at === -1 ? 0 : end - at;
}

function middle(text: string, start: number, end: number): string {
  return `${start > 0 ? '… ' : ''}${text.slice(start, text.length - end)}${end > 0 ? ' …' : ''}`;
}
