/**
 * A Zeek log as the observations that a cluster would have made: each record is one, at the worker to which its
 * connection was balanced. Time is the order of the log, as a case cares for what comes before what, not for the hour.
 */
import assert from 'node:assert/strict';
import type { Observe } from '../model/workload.ts';
import { KeyPool } from './key-pool.ts';
import { keyText } from './key-text.ts';
import type { LogRecord } from './log-record.ts';
import { readZeekLog } from './read-zeek-log.ts';
import { Skips } from './skips.ts';
import { workerOf } from './worker-of.ts';

export interface LogQuery {
  readonly path: string;
  /** The fields whose values make the key, joined by a comma and a blank. */
  readonly key: readonly string[];
  /** The field whose number is observed; without it, each record counts as 1. */
  readonly value?: string | undefined;
  /** How many workers the records are spread over. */
  readonly workers: number;
  /** The stream that the observations belong to. */
  readonly stream: string;
}

export interface LogObservations {
  /** `at` is 0, 1, 2 and so on, in the order of the log. */
  readonly observations: Observe[];
  readonly records: number;
  /** Records without an observation: a key field is unset, or the value is no finite number. */
  readonly skipped: number;
  /** How many distinct keys the observations have. */
  readonly keys: number;
}

/**
 * Reads a whole log into observations.
 * @throws {BadInput} where the log cannot be read, lacks a field, or gives no observation at all
 */
export async function observationsFromLog(query: LogQuery): Promise<LogObservations> {
  const { path, stream, workers } = query;
  assert(query.key.length > 0, 'a key needs a field');
  assert(Number.isInteger(workers) && workers >= 1, `workers is ${workers}, not a positive integer`);
  const observations: Observe[] = [];
  const pool = new KeyPool();
  const skips = new Skips(query.key, query.value);
  for await (const record of readZeekLog(path)) {
    const key = keyOf(record, query.key);
    const value = valueOf(record, query.value);
    if (key === undefined || value === undefined) {
      skips.add(record);
      continue;
    }
    const worker = workerOf(record, key, workers);
    observations.push({ at: observations.length, do: 'observe', worker, stream, key: pool.intern(key), value });
  }
  if (observations.length === 0) throw skips.refusal(path);
  return { observations, records: observations.length + skips.count, skipped: skips.count, keys: pool.size };
}

function keyOf(record: LogRecord, fields: readonly string[]): string | undefined {
  const values: string[] = [];
  for (const field of fields) {
    const value = record.get(field);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return keyText(values);
}

function valueOf(record: LogRecord, field: string | undefined): number | undefined {
  if (field === undefined) return 1;
  const text = record.get(field);
  // Number() alone would take '' for 0 and '0x1f' for 31.
  const number = text !== undefined && DECIMAL.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
