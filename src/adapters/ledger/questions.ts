/**
 * Questions for one key, by name of those who are asked: requests of the user, and looks at keys that may have crossed a limit.
 * An answer counts for who gave it, and so once. Nothing is asked again: what is held has changed by then.
 */
import type { Result } from '../../model/result.ts';
import type { Peer } from '../../model/trace.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import { merge } from '../../sumstats/merge.ts';
import { REQUEST_TIMEOUT } from '../key-request.ts';
import type { Messages } from './messages.ts';

export interface Question {
  /** Of the user; null for a look. */
  readonly request: number | null;
  readonly sumstat: string;
  readonly key: string;
  /** Of a look, the epoch that is open. */
  readonly epoch: number;
  /** Whose answer is not in. */
  readonly awaited: Set<string>;
  result: Result | null;
}

export type Questions = Map<number, Question>;

const nameOf = ({ worker, incarnation }: Peer): string => `${worker}.${incarnation}`;

/** There must be somebody to ask. */
export function ask(questions: Questions, uid: number, about: Omit<Question, 'awaited' | 'result'>, env: ManagerEnv<Messages>): void {
  const { request, sumstat, key, epoch } = about;
  questions.set(uid, { request, sumstat, key, epoch, awaited: new Set(env.activeWorkers().map(nameOf)), result: null });
  env.broadcast('ledger_ask', { uid, sumstat, key });
  env.after(REQUEST_TIMEOUT, 'ledger_give_up', { uid });
}

/** Takes an answer in; returns the question once all are in, and null before. */
export function takeAnswer(questions: Questions, { uid, incarnation, result }: Messages['ledger_answer'], worker: number, env: ManagerEnv<Messages>): Question | null {
  const question = questions.get(uid);
  if (question?.awaited.delete(nameOf({ worker, incarnation })) !== true) return null;
  question.result = merge(question.result, result, env);
  if (question.awaited.size > 0) return null;
  questions.delete(uid);
  return question;
}

/** How many looks at a sumstat are not over yet. */
export function looksAt(questions: Questions, sumstat: string): number {
  let looks = 0;
  for (const { request, sumstat: other } of questions.values()) if (request === null && other === sumstat) looks++;
  return looks;
}

/** A look at an epoch that is collected meanwhile would mix it with the next one. */
export function dropLooks(questions: Questions, sumstat: string): void {
  for (const [uid, question] of questions) if (question.request === null && question.sumstat === sumstat) questions.delete(uid);
}

/** A look without the part of one that is gone would be of less than the whole. A request may still be told as timed out. */
export function dropLooksAt(questions: Questions, peer: Peer): void {
  for (const [uid, question] of questions) if (question.request === null && question.awaited.has(nameOf(peer))) questions.delete(uid);
}
