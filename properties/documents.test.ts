/** Paths and commands in the documents for contributors are real. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { scripts: { [name: string]: string } };

describe.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s', (file) => {
  const text = readFileSync(new URL(file, ROOT), 'utf8');

  it('names files and folders that exist', () => {
    const paths = [...text.matchAll(/(?:src|docs|properties|fixtures|bench|reports|\.ci)\/[\w./~-]*/g)].map(([path]) => path.replace(/\.$/, ''));

    expect(paths.length).toBeGreaterThan(3);
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
