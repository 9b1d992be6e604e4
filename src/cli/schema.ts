/** `rollcall schema`: the JSON Schema of a case file. */
import { z } from 'zod';
import { fixtureSchema } from '../model/case-file.ts';
import { caseSchema } from '../model/case.ts';
import { HELD } from './exit-codes.ts';
import { printJson } from './terminal.ts';

export function schema({ fixture }: { readonly fixture: boolean }): number {
  printJson(z.toJSONSchema(fixture ? fixtureSchema : caseSchema, { io: 'input' }));
  return HELD;
}
