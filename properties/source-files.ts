/** The files of src/ as the import rules see them: what each imports, and whether it does anything else. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  /** From src/ on: `harness/keep.ts`. */
  readonly path: string;
  /** Files of src/ as paths like its own, and libraries as they are written. */
  readonly imports: readonly string[];
  readonly onlyReExports: boolean;
}

/** All but tests and what stands in for the rest in them. */
export function readSourceFiles(src: URL): SourceFile[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !/\.test(-double)?\.ts$/.test(path))
    .sort()
    .map((path) => sourceFile(path, readFileSync(new URL(path, src), 'utf8')));
}

/** Reads imports of values, of types and at run time alike: each is a dependency. */
export function sourceFile(path: string, text: string): SourceFile {
  const { importedFiles } = ts.preProcessFile(text);
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const imports = importedFiles.map(({ fileName }) => (fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName) : fileName));
  return { path, imports: [...new Set(imports)], onlyReExports: statements.length > 0 && statements.every(isReExport) };
}

function isReExport(statement: ts.Statement): boolean {
  return ts.isImportDeclaration(statement) || (ts.isExportDeclaration(statement) && (statement.moduleSpecifier !== undefined || statement.exportClause !== undefined));
}
