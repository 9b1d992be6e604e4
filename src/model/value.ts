/**
 * What was observed: upstream's record of `num`, `dbl` and `str`, as a plain value in which equal observations are equal, so
 * that sets and tables can hold it. A double is a number; anything else is text that says what it is: `num 5`, `str foo`,
 * `dbl -0` (which a set of numbers could not tell from 0), and `num 5 dbl 2.5` where both fields are set.
 */
import { z } from 'zod';

export type Value = number | string;

const dblSchema = z.number({ error: 'must be a finite number (NaN and infinities make every order of merging right)' });

/** Counts are of 64 bits; those that a double cannot hold are written as text. */
const numSchema = z.union(
  [
    z.int().min(0),
    z
      .string()
      .regex(/^(0|[1-9]\d{0,19})$/)
      .refine((text) => BigInt(text) < 2n ** 64n),
  ],
  { error: 'must be a count of at most 64 bits; beyond 2^53 as text' },
);

export const plainValueSchema = z.union(
  [dblSchema, z.strictObject({ num: numSchema, dbl: dblSchema.optional() }), z.strictObject({ dbl: dblSchema }), z.strictObject({ str: z.string() })],
  { error: 'must be a finite number, or one of {"num": 5}, {"dbl": 0.5} and {"str": "text"} (NaN and infinities make every order of merging right)' },
);

/** As a case file spells it: a bare number is a double. */
export type PlainValue = z.infer<typeof plainValueSchema>;

export function valueOf(plain: PlainValue): Value {
  if (typeof plain === 'number') return double(plain);
  if ('num' in plain) return plain.dbl === undefined ? `num ${plain.num}` : `num ${plain.num} dbl ${textOf(plain.dbl)}`;
  return 'str' in plain ? `str ${plain.str}` : double(plain.dbl);
}

export function plainValue(value: Value): PlainValue {
  if (typeof value === 'number') return value;
  const [kind, figure, , second] = value.split(' ');
  if (kind === 'str') return { str: value.slice(4) };
  if (kind === 'dbl') return { dbl: Number(figure) };
  const num = Number.isSafeInteger(Number(figure)) ? Number(figure) : (figure as string);
  return second === undefined ? { num } : { num, dbl: Number(second) };
}

/**
 * The number that calculations reckon with: the count, or else the double, or else 1 for a text.
 * @param doubleFirst which of the two counts where an observation has both
 */
export function quantityOf(value: Value, doubleFirst = false): number {
  if (typeof value === 'number') return value;
  if (value.startsWith('str ')) return 1;
  // Mostly there is but one: then it need not be taken apart.
  if (!value.includes(' ', 4)) return Number(value.slice(4));
  const [, first, , second] = value.split(' ');
  return Number(doubleFirst ? (second ?? first) : first);
}

function double(x: number): Value {
  return Object.is(x, -0) ? 'dbl -0' : x;
}

function textOf(x: number): string {
  return Object.is(x, -0) ? '-0' : String(x);
}
