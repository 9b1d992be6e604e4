/** A protocol that does nothing, for tests to give it what they are about. */
import type { Protocol } from './protocol.ts';

const noop = (): void => {};

export const SILENT: Protocol = {
  name: 'toy',
  summary: '',
  source: '',
  standing: 'ideal',
  options: {},
  copySites: [],
  manager: { initial: () => ({}), lasting: [], on: { collect: noop, requestKey: noop } },
  worker: { initial: () => ({}), lasting: [], on: { observe: noop } },
  claims: { tolerates: { slowNodeBelow: 0, faults: [] }, requestTimeout: Infinity, messages: () => ({}) },
};
