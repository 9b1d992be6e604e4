/** Making a calculation of one's own known, so that a case can apply it. */
import { BadInput } from '../model/case-file.ts';
import { describeValue } from '../model/describe.ts';
import type { OwnCalculation } from '../model/own-calculation.ts';
import { enter, ownCalculation } from '../model/own-calculation.ts';
import { isBuiltIn } from '../model/sumstat.ts';

const NAME = /^[A-Z][A-Z0-9_]*$/;

/** What makes a calculation what it is: functions that are the same are the same calculation. */
const PARTS = ['empty', 'observe', 'merge', 'reference', 'relation'] as const;

/**
 * Defines a calculation: from now on `apply` of a reducer may name it, nodes observe and merge it, and the check "results
 * equal reference" judges it. Once more with the same functions changes nothing.
 * @returns the calculation as it was given
 * @throws {BadInput} where the name is not in capitals, or is taken, or `empty` does not make an object anew each time
 */
export function defineCalculation<State extends object, Answer>(calculation: OwnCalculation<State, Answer>): OwnCalculation<State, Answer> {
  const { name } = calculation;
  const told = `The calculation ${describeValue(name)} cannot be defined: `;
  if (!NAME.test(name)) throw new BadInput(`${told}a name is made of capitals, digits and "_", as in "GEOMETRIC_MEAN".`);
  if (isBuiltIn(name)) throw new BadInput(`${told}SumStats has one of that name. Choose another.`);
  const before = ownCalculation(name);
  if (before !== undefined && PARTS.some((part) => before[part] !== calculation[part])) {
    throw new BadInput(`${told}it is defined already, with other functions. A case must mean the same whenever it is run: choose another name.`);
  }
  const empty: unknown = calculation.empty();
  if (typeof empty !== 'object' || empty === null) throw new BadInput(`${told}"empty" made ${describeValue(empty)}, not an object that "observe" could change.`);
  if (empty === calculation.empty()) throw new BadInput(`${told}"empty" gave the same object twice, which two keys would share. Make it anew each time.`);
  enter(calculation);
  return calculation;
}
