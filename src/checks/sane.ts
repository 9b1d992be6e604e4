/** Always: no handler throws, no message lacks a handler, and callbacks come in their order and number. */
import { describeEvent, describeReport } from '../model/describe.ts';
import { nodeName } from '../model/cluster.ts';
import type { Ending, Report, Trace } from '../model/trace.ts';
import { ENVIRONMENT } from '../model/trace.ts';
import type { Violation } from '../model/verdict.ts';
import type { Evidence, Question } from './evidence.ts';

export function sane(evidence: Evidence, violations: Violation[]): void {
  const { trace } = evidence;
  if (trace.ending.kind === 'threw') violations.push(crash(trace, trace.ending));
  for (const event of trace.unhandled) {
    violations.push({
      check: 'sane',
      side: `no handler for ${trace.typeName(event)}`,
      severity: 'safety',
      message: `nobody handles ${describeEvent(trace, event)}`,
      events: [event],
    });
  }
  for (const report of evidence.unknown) violations.push(outOfOrder(report, 'names nothing that was asked', 'unknown label'));
  for (const question of evidence.questions) callbacksInOrder(evidence, question, violations);
}

function crash(trace: Trace, { node, event, error }: Extract<Ending, { kind: 'threw' }>): Violation {
  const started = event !== ENVIRONMENT;
  return {
    check: 'sane',
    side: started ? `${trace.typeName(event)} threw` : 'initial threw',
    severity: 'crash',
    message: started ? `the handler of ${trace.typeName(event)} on ${nodeName(node)} threw: ${error}` : `no initial state of ${nodeName(node)} could be made: ${error}`,
    ...(node > 0 ? { workers: [node] } : {}),
    ...(started ? { events: [event] } : {}),
  };
}

function callbacksInOrder({ case: c, trace }: Evidence, question: Question, violations: Violation[]): void {
  const asked = trace.step[question.event] as number;
  const collection = c.workload[question.event];
  // A node that is alone has no later: the system stops. In a cluster nobody can tell at once what others hold.
  const isLast = c.cluster.workers.length === 0 && collection?.do === 'collect' && collection.final === true;
  let ended = false;
  for (const report of question.reports) {
    if (asked === -1 || report.step < asked) violations.push(outOfOrder(report, 'comes before it was asked for', 'before the question'));
    else if (isLast && report.step > asked) violations.push(outOfOrder(report, 'comes when the system has stopped', 'after the stop'));
    else if (!ended) ended = report.kind !== 'result';
    else if (report.kind === 'result') violations.push(outOfOrder(report, 'comes after the epoch was finished', 'result after the end'));
    else violations.push(outOfOrder(report, 'comes a second time', `second ${report.kind}`));
  }
}

function outOfOrder(report: Report, what: string, side: string): Violation {
  return {
    check: 'sane',
    side,
    severity: 'safety',
    message: `${describeReport(report)} ${what}`,
    ...(report.kind === 'answer' ? { request: report.request } : { sumstat: report.sumstat, epoch: report.epoch }),
    events: [report.event],
  };
}
