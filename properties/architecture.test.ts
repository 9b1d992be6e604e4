/** ARCHITECTURE.md says which folder imports which; the code is held to it, and the table to the code. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importFaults } from './import-rules.ts';
import { parseImportTable } from './import-table.ts';
import { readSourceFiles, sourceFile } from './source-files.ts';

const ROOT = new URL('../', import.meta.url);
const FILES = readSourceFiles(new URL('src/', ROOT));
const ROWS = parseImportTable(readFileSync(new URL('ARCHITECTURE.md', ROOT), 'utf8'));

describe('the code', () => {
  it('imports what the table of ARCHITECTURE.md says, all of that, and nothing in a circle', () => {
    expect(importFaults(FILES, ROWS)).toEqual([]);
  });

  it('depends on the packages that it imports, and on no others', () => {
    const { dependencies } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { dependencies: { [name: string]: string } };
    const imported = ROWS.flatMap((row) => row.libraries.map((library) => library.name)).filter((name) => !name.startsWith('node:'));

    expect([...new Set(imported)].sort()).toEqual(Object.keys(dependencies).sort());
  });
});

describe('importFaults', () => {
  const TABLE = parseImportTable(`
    | folder | may import | libraries |
    | --- | --- | --- |
    | \`model\` | | \`zod\` |
    | \`world\` | \`model\` | |
    | \`judge\` | \`model\`, \`world/clock\` | \`node:fs in keep\` |
  `);
  const RIGHT = {
    'model/noun.ts': "import { z } from 'zod';\nexport const noun = z.string();",
    'world/clock.ts': "import { noun } from '../model/noun.ts';\nexport const clock = noun;",
    'world/links.ts': "import { clock } from './clock.ts';\nexport const links = clock;",
    'judge/keep.ts': "import { readFileSync } from 'node:fs';\nimport type { noun } from '../model/noun.ts';\nexport const keep = readFileSync as typeof noun;",
    'judge/say.ts': "import { clock } from '../world/clock.ts';\nexport const say = clock;",
    'index.ts': "/** All. */\nexport { say } from './judge/say.ts';\nexport type { noun } from './model/noun.ts';",
  };
  const faultsWith = (changes: { [path: string]: string }, table = TABLE): string[] =>
    importFaults(Object.entries({ ...RIGHT, ...changes }).filter(([, text]) => text !== '').map(([path, text]) => sourceFile(path, text)), table);

  it('finds none where all is right', () => {
    expect(faultsWith({})).toEqual([]);
  });

  it.each<[string, { [path: string]: string }, string]>([
    ['an import that no row allows', { 'model/noun.ts': "import 'zod';\nimport '../world/links.ts';" }, 'model/noun.ts imports world/links.ts: model may import zod'],
    ['an import of a type', { 'world/links.ts': "import type { say } from '../judge/say.ts';\nexport let x: say;" }, 'world/links.ts imports judge/say.ts: world may import model'],
    ['an import at run time', { 'world/links.ts': "export const x = await import('../judge/say.ts');" }, 'world/links.ts imports judge/say.ts: world may import model'],
    ['a re-export of what may not be imported', { 'world/links.ts': "export const x = 1;\nexport * from '../judge/say.ts';" }, 'world/links.ts imports judge/say.ts: world may import model'],
    [
      'another file of a folder of which one may be imported',
      { 'judge/more.ts': "import { links } from '../world/links.ts';\nexport const more = links;" },
      'judge/more.ts imports world/links.ts: judge may import model, world/clock, node:fs in keep',
    ],
    ['a library that no row allows', { 'world/links.ts': "import { z } from 'zod';\nexport const x = z;" }, 'world/links.ts imports zod: world may import model'],
    [
      'a library in another file than the one that may import it',
      { 'judge/more.ts': "import fs from 'node:fs';\nexport const more = fs;" },
      'judge/more.ts imports node:fs: judge may import model, world/clock, node:fs in keep',
    ],
    ['an import of the public API from within', { 'judge/more.ts': "import { say } from '../index.ts';\nexport const more = say;" }, 'judge/more.ts imports index.ts: judge may import model, world/clock, node:fs in keep'],
    ['a folder without a row', { 'extra/new.ts': 'export const x = 1;' }, 'extra has no row in the table'],
    ['a second file beside the public API', { 'other.ts': 'export const x = 1;' }, 'other.ts has no row in the table'],
    ['a row for an import that nobody makes', { 'judge/say.ts': 'export const say = 1;' }, 'the row of judge allows world/clock, which nothing there imports'],
    ['a row for a library that nobody imports', { 'model/noun.ts': 'export const noun = 1;' }, 'the row of model allows zod, which nothing there imports'],
    ['a row for no folder', { 'judge/say.ts': '', 'judge/keep.ts': '' }, 'the table has a row for judge, which is no folder'],
    [
      'two files that import each other',
      { 'world/clock.ts': "import type { links } from './links.ts';\nimport '../model/noun.ts';\nexport const clock: links = 1;" },
      'files import one another: world/clock.ts -> world/links.ts -> world/clock.ts',
    ],
    [
      'a longer circle',
      {
        'judge/say.ts': "import { a } from './a.ts';\nimport { clock } from '../world/clock.ts';\nexport const say = [a, clock];",
        'judge/a.ts': "import { b } from './b.ts';\nexport const a = b;",
        'judge/b.ts': "import { say } from './say.ts';\nexport const b = say;",
      },
      'files import one another: judge/say.ts -> judge/a.ts -> judge/b.ts -> judge/say.ts',
    ],
    ['a barrel', { 'world/all.ts': "export { clock } from './clock.ts';\nexport * from './links.ts';" }, 'world/all.ts only re-exports: import from where things are; index.ts is the one barrel'],
    ['a barrel by way of imports', { 'world/all.ts': "import { clock } from './clock.ts';\nexport { clock };" }, 'world/all.ts only re-exports: import from where things are; index.ts is the one barrel'],
    ['a public API that does something', { 'index.ts': 'export const x = 1;' }, 'index.ts does more than re-export'],
    ['a drawer', { 'world/utils.ts': 'export const x = 1;' }, 'world/utils.ts is named utils.ts: name what is inside'],
    ['a folder of drawers', { 'world/helpers/sort.ts': 'export const x = 1;' }, 'world/helpers/sort.ts is named helpers: name what is inside'],
  ])('names %s', (_, changes, fault) => {
    expect(faultsWith(changes)).toContain(fault);
  });

  it('names a row that allows what stands below it', () => {
    expect(faultsWith({}, TABLE.toReversed())).toContain('the row of judge allows model, which is not above it: the pipeline runs one way');
  });

  it('takes no import from comments and strings', () => {
    expect(sourceFile('a/b.ts', "// import '../judge/say.ts';\nexport const text = \"import '../judge/say.ts';\";").imports).toEqual([]);
  });
});

describe('parseImportTable', () => {
  it('reads folders, files of them, libraries and the one file that may import a library', () => {
    expect(parseImportTable('| folder | may import | libraries |\n| --- | --- | --- |\n| `a` | | |\n| `b` | `a`, `a/c` | `x`, `node:fs in keep` |\n\n| d | | |')).toEqual([
      { folder: 'a', imports: [], libraries: [] },
      { folder: 'b', imports: ['a', 'a/c'], libraries: [{ name: 'x' }, { name: 'node:fs', file: 'keep' }] },
    ]);
  });

  it.each([
    ['no table', 'there is no table headed'],
    ['| folder | may import | libraries |\n| --- | --- | --- |\n| a | b |', 'three cells'],
    ['| folder | may import | libraries |\n| --- | --- | --- |\n| a | | zod and more |', 'neither a library nor'],
  ])('refuses %j', (text, message) => {
    expect(() => parseImportTable(text)).toThrow(message);
  });
});
