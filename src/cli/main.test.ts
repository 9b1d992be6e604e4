/** The command as a process: what only a process can show. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepFixture, loadCase } from '../harness/keep.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TWIN = join(ROOT, 'fixtures', 'key-stream~no-count.json');

let folder = '';
let main = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-main-'));
  main = join(transpiled(join(folder, 'package')), 'cli', 'main.js');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The sources as they are now, runnable: what was built last may be older. */
function transpiled(to: string): string {
  mkdirSync(to);
  symlinkSync(join(ROOT, 'node_modules'), join(to, 'node_modules'));
  cpSync(join(ROOT, 'package.json'), join(to, 'package.json'));
  const { Bundler } = ts.ModuleResolutionKind;
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, moduleResolution: Bundler, verbatimModuleSyntax: true, rewriteRelativeImportExtensions: true };
  for (const path of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || path.includes('.test')) continue;
    const text = readFileSync(join(ROOT, 'src', path), 'utf8');
    const { outputText } = ts.transpileModule(text, { fileName: path, compilerOptions });
    const made = join(to, 'src', path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(made), { recursive: true });
    writeFileSync(made, outputText);
  }
  return join(to, 'src');
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

function node(argv: readonly string[], whenStarted: (child: ChildProcess) => void = () => {}, whenSaid: (child: ChildProcess) => void = () => {}): Promise<Ended> {
  const child = spawn(process.execPath, argv, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  whenStarted(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    whenSaid(child);
  });
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
}

describe('the rollcall command', () => {
  it('starts with a shebang, so that npm can link it', () => {
    expect(readFileSync(main, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('ends with the exit code of what it found, its text on the one stream and complaints on the other', async () => {
    const found = await node([main, 'run', TWIN]);
    const refused = await node([main, 'run', 'nowhere.json']);

    expect(found).toMatchObject({ code: 0, err: '' });
    expect(found.out).toMatch(/as the file expects\n$/);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toMatch(/^rollcall: nowhere\.json does not exist\./);
  });

  it('says nothing when its reader has left, as `| head` does, and keeps its exit code', async () => {
    const left = (child: ChildProcess): void => void child.stdout?.destroy();

    expect(await node([main, 'list', '--json'], left)).toMatchObject({ code: 0, signal: null, err: '' });
    expect(await node([main, 'hunt', 'key-stream~no-count', '--seed', '1'], left)).toMatchObject({ code: 1, signal: null, err: '' });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends at once on %s in the middle of a hunt, and leaves nothing behind', async (signal) => {
    const reports = join(folder, `reports-${signal}`);
    const hunt = [main, 'hunt', 'key-stream', '--seconds', '100000', '--folder', reports];

    const ended = await node(hunt, undefined, (child) => child.kill(signal));

    expect(ended).toMatchObject({ code: null, signal, err: '' });
    expect(ended.out).toMatch(/^seed \d+\n$/);
    expect(readdirSync(folder)).not.toContain(`reports-${signal}`);
  });
});

describe('keepFixture in a process that is killed after writing, before the file has its name', () => {
  // Killed by its own hand, where it would rename: the one moment that matters, and met every time.
  const killed = (keep: string, file: string): string => `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    fs.renameSync = () => process.kill(process.pid, 'SIGKILL');
    syncBuiltinESMExports();
    const { keepFixture, loadCase } = await import(${JSON.stringify(keep)});
    keepFixture(${JSON.stringify(file)}, loadCase(${JSON.stringify(TWIN)}).fixture);
  `;

  it('leaves no fixture that is half written, the old one as it was, and a leftover that the next to write removes', async () => {
    const fixtures = join(folder, 'fixtures');
    const file = join(fixtures, 'a.json');
    mkdirSync(fixtures);
    writeFileSync(file, 'the old one');
    const keep = pathToFileURL(join(dirname(dirname(main)), 'harness', 'keep.js')).href;

    const ended = await node(['--input-type=module', '--eval', killed(keep, file)]);

    expect(ended).toMatchObject({ signal: 'SIGKILL', err: '' });
    expect(readFileSync(file, 'utf8')).toBe('the old one');
    const leftover = readdirSync(fixtures).filter((name) => name !== 'a.json');
    expect(leftover).toEqual([expect.stringMatching(/^\.\d+-unfinished\.tmp$/)]);

    const { fixture } = loadCase(TWIN);
    if (fixture === null) throw new Error('the twin has no fixture');
    keepFixture(join(fixtures, 'b.json'), fixture);
    expect(readdirSync(fixtures).sort()).toEqual(['a.json', 'b.json']);
    expect(loadCase(join(fixtures, 'b.json')).fixture).toEqual(fixture);
  });
});
