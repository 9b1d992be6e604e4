/** Cases and fixtures as text: reading with errors that a person can act on, and writing in one canonical form. */
import { z } from 'zod';
import type { Case } from './case.ts';
import { CASE_VERSION, caseSchema } from './case.ts';
import { plainOrder } from './cluster.ts';
import { expectedSchema } from './expected.ts';
import { normalise } from './normalise.ts';
import { strayReferences } from './references.ts';
import { sparse } from './schedule.ts';
import { CHECKS } from './verdict.ts';
import { plainEvent } from './workload.ts';

/** What a fixture says of its case: the verdict that every replay must reach, and where the case is from. */
export const fixtureSchema = z
  .strictObject({
    case: caseSchema,
    expect: z
      .strictObject({
        verdict: z.enum(['held', 'violated', 'inconclusive']),
        signature: z
          .string()
          .refine((text) => CHECKS.some((check) => text.startsWith(`${check}: `)), 'must be "<check>: <side>"')
          .optional(),
      })
      .refine((expected) => (expected.verdict === 'violated') === (expected.signature !== undefined), {
        message: 'a signature goes with the verdict "violated", and with no other',
        path: ['signature'],
      }),
    found: z
      .strictObject({
        by: z.string().meta({ description: 'The command or campaign that found it.' }),
        cases: z.int().min(1).optional().meta({ description: 'How many generated cases it took.' }),
        proof: z.string().optional().meta({ description: 'What is known of smaller cases.' }),
      })
      .optional(),
  })
  .meta({ title: 'Rollcall fixture', description: 'A case, the verdict expected of it, and what found it.' });

export type Fixture = Omit<z.output<typeof fixtureSchema>, 'case'> & { readonly case: Case };

/** What a golden case expects to be told: mostly what a real system was seen to tell of the same. */
export const goldenSchema = z
  .strictObject({
    about: z.string().optional().meta({ description: 'Where it is from, and what it shows.' }),
    case: caseSchema,
    expected: expectedSchema,
  })
  .meta({ title: 'Rollcall golden case', description: 'A case, and what the framework\'s user must be told, figure by figure.' });

export type Golden = Omit<z.output<typeof goldenSchema>, 'case'> & { readonly case: Case };

/** What a file holds: a case alone, with the verdict that is expected of it, or with what must be told. */
export interface CaseFile {
  readonly case: Case;
  readonly fixture: Fixture | null;
  readonly golden: Golden | null;
}

/** Input that cannot be used: what happened, the offending value and path, the likely cause, the next command. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/**
 * Reads a case, a fixture or a golden case from the text of a file.
 * @param source how to call the file in messages
 * @throws {BadInput} where the text is not JSON, of another version, or does not fit the schema
 */
export function parseCaseFile(text: string, source: string): CaseFile {
  const value = parseJson(text, source);
  const isWrapped = typeof value === 'object' && value !== null && 'case' in value;
  checkVersion(isWrapped ? value.case : value, source);
  if (isWrapped && 'expected' in value) {
    const golden = validate(goldenSchema, value, source);
    return { case: ready(golden.case), fixture: null, golden: { ...golden, case: ready(golden.case) } };
  }
  if (isWrapped) {
    const fixture = validate(fixtureSchema, value, source) as Fixture;
    return { case: ready(fixture.case), fixture: { ...fixture, case: ready(fixture.case) }, golden: null };
  }
  return { case: ready(validate(caseSchema, value, source)), fixture: null, golden: null };

  function ready(c: Case): Case {
    refuseStrays(c, isWrapped ? ['case'] : [], value, source);
    return normalise(c);
  }
}

/** The canonical text of a case: schedule sparse, two spaces, an item of a list on each line. */
export function formatCase(c: Case): string {
  return `${layOut(plainCase(c), '')}\n`;
}

export function formatFixture(fixture: Fixture): string {
  return `${layOut({ ...fixture, case: plainCase(fixture.case) }, '')}\n`;
}

/** @param expected as a file holds it */
export function formatGolden(c: Case, expected: z.input<typeof expectedSchema>, about: string): string {
  return `${layOut({ about, case: plainCase(c), expected }, '')}\n`;
}

/** A case as a file holds it: canonical, with the fields in the order of the schema, whoever made it. */
export function plainCase(given: Case): unknown {
  const c = normalise(given);
  const plain = caseSchema.parse({ ...c, cluster: plainCluster(c.cluster), workload: c.workload.map(plainEvent), schedule: sparse(c.schedule) });
  return { ...plain, cluster: plainCluster(plain.cluster), workload: plain.workload.map(plainEvent), schedule: sparse(plain.schedule) };
}

function plainCluster(cluster: Case['cluster']): unknown {
  const { order, workers } = cluster;
  return { ...cluster, order: plainOrder(order), workers: workers.map((worker) => ({ ...worker, order: plainOrder(worker.order) })) };
}

/** JSON whose innermost values stand on one line where they fit. */
function layOut(value: unknown, indent: string): string {
  const flat = spaced(value);
  if (flat.length + indent.length <= 110 || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => `${inner}${layOut(item, inner)}`)
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${layOut(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  // JSON.stringify loses minus zero, which is kept, and infinities, which a message may have to show.
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  if (fields.length === 0) return '{}';
  return `{ ${fields.map(([key, item]) => `${JSON.stringify(key)}: ${spaced(item)}`).join(', ')} }`;
}

function parseJson(text: string, source: string): unknown {
  try {
    // Some editors begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const cause = text.trim() === '' ? 'The file is empty.' : isTruncated(text) ? 'The file ends in the middle: it was cut off.' : 'The file is not JSON.';
    throw new BadInput(`${source} cannot be read: ${(error as Error).message.replaceAll(/\s+/g, ' ')}\n${cause} A case file is one JSON object; \`rollcall schema\` prints what it may hold.`);
  }
}

/** Does it end within a string, an object or a list? */
function isTruncated(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quoted && c === '\\') i++;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === '{' || c === '[')) depth++;
    else if (!quoted && (c === '}' || c === ']')) depth--;
  }
  return quoted || depth > 0;
}

function checkVersion(value: unknown, source: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadInput(`${source} holds ${Array.isArray(value) ? 'a list' : JSON.stringify(value)}, not a case.\nA case file is one JSON object; \`rollcall schema\` prints what it may hold.`);
  }
  const version = (value as { version?: unknown }).version;
  if (version === CASE_VERSION) return;
  const told = version === undefined ? 'no version' : `version ${JSON.stringify(version)}`;
  throw new BadInput(
    `${source} is of ${told}; this rollcall reads version ${CASE_VERSION}.\n` +
      (typeof version === 'number' && version > CASE_VERSION
        ? 'It was written by a newer rollcall: update this one.'
        : 'Is it a case file? `rollcall schema` prints what one may hold.'),
  );
}

function validate<S extends z.ZodType>(schema: S, value: unknown, source: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const whyOf = (issue: z.core.$ZodIssue): string => (issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue).message;
  throw refusal(parsed.error.issues.map((issue) => ({ path: issue.path, why: whyOf(issue) })), value, source);
}

/** @param at where in the file the case is */
function refuseStrays(c: Case, at: readonly string[], value: unknown, source: string): void {
  const strays = strayReferences(c);
  if (strays.length > 0) throw refusal(strays.map(({ path, why }) => ({ path: [...at, ...path], why })), value, source);
}

/** How many things that are wrong are told at once. */
const TOLD = 5;

function refusal(wrong: readonly { readonly path: readonly PropertyKey[]; readonly why: string }[], value: unknown, source: string): BadInput {
  const told = wrong.slice(0, TOLD).map(({ path, why }) => {
    const offending = valueAt(value, path);
    const shown = offending === undefined ? 'absent' : spaced(offending).slice(0, 80);
    return `  ${path.length > 0 ? path.map(String).join('.') : 'the file'} is ${shown}: ${why}`;
  });
  const more = wrong.length > TOLD ? [`  and ${wrong.length - TOLD} more`] : [];
  return new BadInput([`${source} is not a case that rollcall can run:`, ...told, ...more, 'The whole format: `rollcall schema`.'].join('\n'));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
}
