/** Cases one after another from a seed: the i-th depends on the seed and i alone, so that any can be made again by itself. */
import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { caseArbitrary } from '../arbitraries/case-arbitrary.ts';
import type { CaseSpace } from '../arbitraries/space.ts';
import type { Case } from '../model/case.ts';

export function caseGenerator(space: CaseSpace, seed: number): (i: number) => Case {
  const arbitrary = caseArbitrary(space);
  return (i) => arbitrary.generate(new fc.Random(xoroshiro128plus((Math.imul(seed, 0x9e3779b1) + i) | 0)), undefined).value;
}
