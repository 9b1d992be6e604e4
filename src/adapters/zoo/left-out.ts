/** Bugs that are not looked for in random cases, and why. */
import type { LeftOut } from './entry.ts';

export const LEFT_OUT: readonly LeftOut[] = [
  { id: 'P-12', title: 'from the second batch on, a table that was asked for in between is taken for the end of an epoch', source: 'bec965b66f (2013-05-21) to 2013-08-02', why: 'a case asks for single keys, which fit into one message, and never for a whole table in between' },
  { id: 'P-27', title: 'a key may be asked for on the manager alone, and workers stop with an error', source: 'until b283883997 (2014-04-18), BIT-1177', why: 'a case asks the manager, which is the only one that may answer' },
  { id: 'C-02', title: 'merging sets changes what is merged', source: '69b7ce12d2 (2012-12-18) to 70f3f4343a (2013-05-07)', why: 'a set that has grown by what it is merged with comes out the same; what finds it is the law `inputs untouched` of properties/laws.test.ts' },
  { id: 'S-03', title: 'the final epoch ends before the last observations are made', source: 'until 91f5945f92 (2024-11-18)', why: 'when the final epoch ends is said by the case: what is observed later is of none' },
  { id: 'S-05', title: 'what is only watched for limits is never started anew', source: 'since 91f5945f92 (2024-11-18)', why: 'the same as L-10' },
  { id: 'S-06', title: 'tests that were unstable for years', source: '15d74ac081 (2018-07-03), BIT-1941, and others', why: 'nothing here waits for a clock' },
  { id: 'L-12', title: 'the variance is lost where it is merged into a filler', source: 'a13de64fbb (2026-08-21), by its formula', why: 'it needs two quirks at once and a worker of one stream that answers first: it is found in properties/quirks.test.ts, but mostly in more cases than a bug of the zoo may take' },
  { id: 'L-13', title: 'a merge of queues drops what the longer second one has', source: 'a13de64fbb (2026-08-21), by its function', why: 'that is how the last observations of several workers are defined here, as upstream says nothing else' },
  { id: 'L-14', title: 'the limit of a set is off by one, and depends on the order', source: 'a13de64fbb (2026-08-21), by its functions', why: 'that is how the limit is defined here, as upstream says nothing else' },
  { id: 'L-15', title: 'merging samples favours one side', source: 'a13de64fbb (2026-08-21)', why: 'no single case shows that one sample is not as likely as another: properties/sampling.test.ts does' },
  { id: 'L-17', title: 'what the manager or a proxy observes is lost', source: 'a13de64fbb (2026-08-21)', why: 'a case has observations on workers, or on a node that is alone' },
  { id: 'L-20', title: 'collections of one sumstat overlap where the epoch is shorter than the collection', source: 'a13de64fbb (2026-08-21)', why: 'to overlap is legal, and results stay right; what is wrong with it is L-06' },
];
