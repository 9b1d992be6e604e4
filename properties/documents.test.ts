/** Paths and commands in the documents for contributors are real. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ledger } from '../src/adapters/ledger/ledger.ts';
import { compareWithExpected } from '../src/harness/golden.ts';
import { runCase } from '../src/harness/run-case.ts';
import { parseCaseFile } from '../src/model/case-file.ts';
import { expectedSchema } from '../src/model/expected.ts';

const ROOT = new URL('../', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { scripts: { [name: string]: string } };

describe.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/bug-zoo.md', 'docs/golden-cases.md', 'docs/ledger.md'])('%s', (file) => {
  const text = readFileSync(new URL(file, ROOT), 'utf8');

  it('names files and folders that exist', () => {
    const paths = [...text.matchAll(/(?:src|docs|properties|fixtures|bench|reports|\.ci)\/[\w./~-]*/g)].map(([path]) => path.replace(/\.$/, ''));

    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
  });
});

describe('CONTRIBUTING.md', () => {
  const text = readFileSync(new URL('CONTRIBUTING.md', ROOT), 'utf8');

  it('names commands that package.json has', () => {
    const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '');

    expect(commands.length).toBeGreaterThan(3);
    expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('names tables that are where it says', () => {
    // As in: `CHECKS` of `src/model/verdict.ts`, or two of one file.
    const claims = [...text.matchAll(/`([A-Z_]+)`(?: and `([A-Z_]+)`)? of `([\w./-]+)`/g)];

    expect(claims.length).toBeGreaterThanOrEqual(3);
    for (const [, name, other, path = ''] of claims) {
      const source = readFileSync(new URL(path, ROOT), 'utf8');
      for (const table of [name, other]) if (table !== undefined) expect(source).toContain(`const ${table}`);
    }
  });
});

describe('docs/ledger.md', () => {
  it('specifies every message and timer that there is, and no other', () => {
    const named = readFileSync(new URL('docs/ledger.md', ROOT), 'utf8').match(/ledger_\w+/g);
    const handled = Object.keys({ ...ledger.manager.on, ...ledger.worker.on }).filter((type) => type.startsWith('ledger_'));

    expect(new Set(named)).toEqual(new Set(handled));
  });
});

describe('docs/golden-cases.md', () => {
  const text = readFileSync(new URL('docs/golden-cases.md', ROOT), 'utf8');

  it('shows a golden case that is told as it expects', () => {
    const [, json = ''] = /```json\n([^]*?)```/.exec(text) ?? [];
    const { golden } = parseCaseFile(json, 'the document');
    if (golden === null) throw new Error('the document shows no golden case');

    const agreements = compareWithExpected(golden.case, runCase(golden.case).trace, golden.expected);

    expect(agreements).toHaveLength(5);
    expect(agreements.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  it('names every figure that may be expected', () => {
    const { shape } = expectedSchema.shape.results.unwrap().element.shape.streams.valueType;

    for (const name of Object.keys(shape)) expect(text).toContain(`\`${name}\``);
  });
});
