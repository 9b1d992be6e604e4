/** What a command is about: the protocols that are named, or all that should hold. */
import { SUBJECTS, subjectNamed } from '../adapters/registry.ts';
import type { Subject } from '../protocol/subject.ts';

/** Those that should hold. */
export const SOUND: readonly Subject[] = SUBJECTS.filter(({ expect }) => expect.kind === 'holds');

/** Of them, those that have workers. */
export function clustersIn(subjects: readonly Subject[]): Subject[] {
  return subjects.filter(({ expect, protocol }) => expect.kind === 'holds' && protocol.isAlone !== true);
}

/**
 * Those that are named, each once.
 * @param otherwise where none is
 * @throws {BadInput} where there is none of a name
 */
export function chosenSubjects(names: readonly string[], otherwise: readonly Subject[]): readonly Subject[] {
  return names.length === 0 ? otherwise : [...new Set(names)].map(subjectNamed);
}
