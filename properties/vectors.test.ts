/**
 * What a real Bro 2.5.5 told, and what the framework's own tests say that it tells: each recording, as a golden case, must be
 * told alike by the protocol of that day. ROLLCALL_VECTORS names another folder of the same layout.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rollcall } from '../src/cli/rollcall.test-double.ts';
import { formatGolden } from '../src/model/case-file.ts';
import { describeValue } from '../src/model/describe.ts';
import type { Btest } from './vectors/btest.ts';
import { btestVector } from './vectors/btest.ts';
import type { MessageCase } from './vectors/messages.ts';
import { messageVector } from './vectors/messages.ts';
import type { ClusterCase, StandaloneCase, Vector } from './vectors/recorded.ts';
import { clusterVector, standaloneVector } from './vectors/recorded.ts';
import type { SlowNodeCase } from './vectors/slow-node.ts';
import { slowNodeVector } from './vectors/slow-node.ts';
import type { SpecialCase } from './vectors/special.ts';
import { specialVector } from './vectors/special.ts';

const FOLDER = resolve(process.env['ROLLCALL_VECTORS'] ?? new URL('../../shared/vectors', import.meta.url).pathname);
/** Which of equals is kept or met first, and which values share a register, the real system's hash functions decided. So many are tried. */
const HASHINGS = 200;

const scratch = mkdtempSync(join(tmpdir(), 'vectors-'));
const file = join(scratch, 'golden.json');
afterAll(() => rmSync(scratch, { recursive: true }));

vectors('btest.json', (text) => (text as { vectors: Btest[] }).vectors.map(btestVector));
vectors('real/standalone.json', (text) => (text as { cases: StandaloneCase[] }).cases.map(standaloneVector));
vectors('real/standalone.json', (text) => (text as { special: SpecialCase[] }).special.map(specialVector));
vectors('real/cluster.json', (text) => (text as { cases: ClusterCase[] }).cases.map(clusterVector));
vectors('real/messages.json', (text) => (text as { cases: MessageCase[] }).cases.map(messageVector));
vectors('real/slow-node.json', (text) => (text as { cases: SlowNodeCase[] }).cases.map(slowNodeVector));

function vectors(name: string, convert: (text: unknown) => Vector[]): void {
  const path = join(FOLDER, name);
  describe.skipIf(!existsSync(path))(`the recordings in ${name} (skipped where ${path} is absent)`, () => {
    const all = existsSync(path) ? convert(JSON.parse(readFileSync(path, 'utf8'))) : [];
    it.for(all.map((vector) => [vector.name, vector] as const))('%s', async ([, { caseUnder, expected, about }], { annotate }) => {
      let told = '';
      for (let hashing = 0; hashing < HASHINGS; hashing++) {
        const c = caseUnder(hashing);
        writeFileSync(file, formatGolden(c, expected, about));
        const { code, out, err } = await rollcall('run', file);
        if (code === 0) {
          // `--reporter verbose` shows which it was.
          if (hashing > 0) await annotate(`under hashing ${hashing}, of this cluster: ${describeValue(c.cluster)}`);
          return;
        }
        if (hashing === 0) told = out.split('\n').filter((line) => !line.startsWith('agrees')).join('\n') + err;
      }
      expect.fail(told);
    });
  });
}
