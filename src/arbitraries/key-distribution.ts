/** Who observes which key: the shapes that keys have in practice, from one country code on all workers to a scan. */
import type fc from 'fast-check';
import type { Distribution } from './profile.ts';

/** Bounded sets: a few values that every worker sees sooner or later. */
const COUNTRIES = ['US', 'DE', 'CN', 'BR', 'IN', 'FR'];
const MIME_TYPES = ['text/html', 'image/png', 'application/json', 'text/css', 'video/mp4', 'application/pdf'];

/** Draws the place of one observation: its worker (from 1) and key. */
export type Placement = () => { worker: number; key: string };

export function placement(kind: Distribution, workers: number, keys: number, mrng: fc.Random): Placement {
  const anyWorker = (): number => mrng.nextInt(1, workers);
  const anyKey = (): number => mrng.nextInt(0, keys - 1);
  switch (kind) {
    case 'shared':
      return () => ({ worker: anyWorker(), key: 'shared' });
    case 'distinct':
      return () => {
        const worker = anyWorker();
        return { worker, key: `own-${worker}` };
      };
    case 'zipf': {
      // Rank r with a weight of 1 / r, by halving the range: close enough, and quick.
      return () => ({ worker: anyWorker(), key: `rank-${Math.floor(keys / mrng.nextInt(1, keys))}` });
    }
    case 'bounded': {
      const names = mrng.nextInt(0, 1) === 0 ? COUNTRIES : MIME_TYPES;
      const bound = Math.min(keys, names.length);
      return () => ({ worker: anyWorker(), key: names[mrng.nextInt(0, bound - 1)] as string });
    }
    case 'scan': {
      // Each address is seen by the one worker that the load balancer sends it to, as scan detection has it.
      return () => {
        const address = anyKey();
        return { worker: 1 + (address % workers), key: `host=10.0.0.${address}` };
      };
    }
    case 'one-worker': {
      const holder = anyWorker();
      return () => {
        const key = anyKey();
        return key === 0 ? { worker: holder, key: 'rare' } : { worker: anyWorker(), key: `k${key}` };
      };
    }
    case 'mixed':
      return () => {
        const key = anyKey();
        return { worker: anyWorker(), key: key % 2 === 0 ? `k${key}` : `host=10.0.${key}.1, str=ssh` };
      };
  }
}
