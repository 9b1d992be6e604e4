/** The workload of a case: epochs one after the other or on top of one another, observations before or during collections. */
import type fc from 'fast-check';
import { DEFAULT_WINDOW } from '../model/case.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { keyCounted } from '../model/sumstat.ts';
import type { Value } from '../model/value.ts';
import type { WorkloadEvent } from '../model/workload.ts';
import { placement } from './key-distribution.ts';
import type { Profile } from './profile.ts';

/** Values for quiet cases: integers, fractions that round, sizes apart, both signs, counts and texts. */
const VALUES: readonly Value[] = [1, 1, 1, 2, 3, 0, -1, 0.5, 0.1, 40, 1_000_000_007, -2.5, 1e9 + 0.25, 1e-3, 'num 1', 'num 2', 'num 3', 'str a', 'str b', 'num 3 dbl 0.5'];

/** The ends of what a double can be, and what they do to sums. */
const WITH_EXTREMES: readonly Value[] = [...VALUES, 'dbl -0', 5e-324, 2 ** 53, 2 ** 53 + 2, 'num 9007199254740993', 'num 18446744073709551615', 1e308, -1e308, 1e16, -1e16, 2 ** -1030, 'str '];

/** Microseconds over which observations before a collection spread. */
const LEAD = 5_000;

/** Microseconds after an observation within which it may be asked for and made again. */
const REQUEST_SPAN = 500_000;

/** @param service the longest service time of a slow node, in microseconds: how long collections may take */
export function drawWorkload(drawn: Profile, sumstats: readonly Sumstat[], service: number, mrng: fc.Random): WorkloadEvent[] {
  const place = placement(drawn.distribution, drawn.workers, drawn.keys, mrng);
  const keyed = sumstats.some(looksIntoKeys) ? withHost : asItIs;
  const events: WorkloadEvent[] = [];
  const streams = streamsOf(sumstats);
  const values = mrng.nextInt(0, 4) === 0 ? WITH_EXTREMES : VALUES;
  const observe = (at: number): void => {
    const { worker, key } = place();
    const stream = streams[mrng.nextInt(0, streams.length - 1)] as string;
    events.push({ at, do: 'observe', worker, stream, key: keyed(key), value: drawn.hot ? 1 : (values[mrng.nextInt(0, values.length - 1)] as Value) });
  };
  // A quiet case waits until whatever was asked is over.
  const quietGap = 2_000_000 + 40 * (drawn.spread + 1_000) * (drawn.keys + 2) + 8 * service;
  let at = LEAD;
  for (let epoch = 0; epoch < drawn.epochs; epoch++) {
    // Where keys are many, most of them are seen.
    const count = mrng.nextInt(0, drawn.keys > 6 ? 4 * drawn.keys : drawn.density);
    const during = drawn.hot ? 20_000 + drawn.spread : 0;
    // One epoch in four is a burst: all in one instant, in a hot case also that of the collection.
    const burst = mrng.nextInt(0, 3) === 0 ? at + (drawn.hot ? LEAD * mrng.nextInt(0, 1) : 0) : null;
    for (let i = 0; i < count; i++) observe(burst ?? at + mrng.nextInt(0, LEAD + during));
    // In a quiet case not even a departure from the order of time may bring an observation into the collection.
    at += LEAD + (drawn.hot ? 0 : DEFAULT_WINDOW + (drawn.requests > 1 ? REQUEST_SPAN : 0));
    for (const { name } of sumstats) events.push({ at, do: 'collect', sumstat: name });
    at += drawn.hot && drawn.overlapping ? mrng.nextInt(0, 2_000 + drawn.spread) - LEAD : quietGap;
  }
  drawRequests(drawn, sumstats[mrng.nextInt(0, sumstats.length - 1)] as Sumstat, events, at, mrng);
  if (mrng.nextInt(0, 3) === 0) observe(at);
  return events;
}

/** Does it make keys one, or choose among them? Then keys should have what it looks at. */
function looksIntoKeys({ reducers }: Sumstat): boolean {
  return reducers.some(({ normalise, predicate }) => normalise !== undefined || predicate?.test === 'host-within' || predicate?.test === 'str-starts-with');
}

const asItIs = (key: string): string => key;

/** A name becomes that of a service on one of three hosts. */
function withHost(key: string): string {
  return key.startsWith('host=') ? key : `host=10.0.0.${key.charCodeAt(key.length - 1) % 3}, str=${key}`;
}

function streamsOf(sumstats: readonly Sumstat[]): string[] {
  const streams: string[] = [];
  for (const { reducers } of sumstats) for (const { stream } of reducers) if (!streams.includes(stream)) streams.push(stream);
  return streams;
}

/**
 * Requests near an observation of their key. They come in pairs for one key, half of the time with another observation of
 * it in between on the same worker: only the second request can show what the first one left behind.
 */
function drawRequests(drawn: Profile, sumstat: Sumstat, events: WorkloadEvent[], end: number, mrng: fc.Random): void {
  const seen = events.filter((event) => event.do === 'observe');
  const request = (at: number, key: string): void => void events.push({ at: Math.max(0, at), do: 'request', sumstat: sumstat.name, key });
  for (let left = drawn.requests; left > 0; left -= 2) {
    if (seen.length === 0 || mrng.nextInt(0, 9) === 0) {
      request(mrng.nextInt(0, end), 'never-seen');
      continue;
    }
    const near = seen[mrng.nextInt(0, seen.length - 1)] as (typeof seen)[number];
    const first = near.at + mrng.nextInt(-2_000, 2_000);
    const [reducer] = sumstat.reducers;
    const counted = (reducer === undefined ? null : keyCounted(reducer, near.key, near.value)) ?? near.key;
    request(first, counted);
    if (left === 1) return;
    // Once the first request has arrived, and before the second one does.
    const between = first + 1_000 + mrng.nextInt(0, Math.min(2_000 + drawn.spread, REQUEST_SPAN - 8_000));
    if (mrng.nextInt(0, 1) === 0) events.push({ ...near, at: Math.max(0, between) });
    request(between + mrng.nextInt(-1_000, 1_000), counted);
  }
}
