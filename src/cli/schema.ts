/** `rollcall schema`: the JSON Schema of a case file. */
import { z } from 'zod';
import { fixtureSchema, goldenSchema } from '../model/case-file.ts';
import { caseSchema } from '../model/case.ts';
import { jsonReport } from '../report/json-report.ts';
import { HELD } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export function schema({ fixture, golden }: { readonly fixture: boolean; readonly golden: boolean }, { print }: Terminal): number {
  print(jsonReport(z.toJSONSchema(golden ? goldenSchema : fixture ? fixtureSchema : caseSchema, { io: 'input' })));
  return HELD;
}
