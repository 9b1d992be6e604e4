/** What the framework's user asks for, by the name of the sumstat. */
import type { Sumstat } from '../model/sumstat.ts';
import { wantsResults } from '../model/sumstat.ts';
import type { Env } from '../protocol/env.ts';

export function sumstatNamed(name: string, env: Env<object>): Sumstat {
  return env.sumstats.find((sumstat) => sumstat.name === name) as Sumstat;
}

/** Are the results of an epoch asked for? Where they are not, its end still is. */
export function asksForResults(sumstat: string, env: Env<object>): boolean {
  return wantsResults(sumstatNamed(sumstat, env));
}
