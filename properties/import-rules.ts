/** Holds files to the import table. Each fault names the file or row, what is wrong with it, and what would be right. */
import type { Library, Row } from './import-table.ts';
import type { SourceFile } from './source-files.ts';

/** The only file outside a folder, and the only one that may do nothing but re-export. */
const PUBLIC_API = 'index.ts';

/** Names that say nothing of what is inside. */
const DRAWER = /^(utils?|helpers?|common|misc|shared|lib|index)(\.ts)?$/;

export function importFaults(files: readonly SourceFile[], rows: readonly Row[]): string[] {
  return [...foldersWithoutRow(files, rows), ...rows.flatMap((row, i) => faultsOfRow(row, rows.slice(0, i), files)), ...files.flatMap(faultsOfFile), ...cycles(files)];
}

function foldersWithoutRow(files: readonly SourceFile[], rows: readonly Row[]): string[] {
  const folders = new Set(files.filter((file) => file.path !== PUBLIC_API).map((file) => folderOf(file.path)));
  const known = rows.map((row) => row.folder);
  return [...folders].filter((folder) => !known.includes(folder)).map((folder) => `${folder} has no row in the table`);
}

function faultsOfRow(row: Row, above: readonly Row[], files: readonly SourceFile[]): string[] {
  const own = files.filter((file) => folderOf(file.path) === row.folder);
  if (own.length === 0) return [`the table has a row for ${row.folder}, which is no folder`];
  const faults: string[] = [];
  for (const entry of row.imports) {
    if (!above.some(({ folder }) => folder === folderOf(entry))) faults.push(`the row of ${row.folder} allows ${entry}, which is not above it: the pipeline runs one way`);
    if (!own.some((file) => file.imports.some((path) => isInSrc(path) && covers(entry, path)))) faults.push(`the row of ${row.folder} allows ${entry}, which nothing there imports`);
  }
  for (const library of row.libraries) {
    if (!own.some((file) => file.imports.some((name) => permits(library, file, name)))) faults.push(`the row of ${row.folder} allows ${nameOf(library)}, which nothing there imports`);
  }
  for (const file of own) {
    for (const path of file.imports) {
      const allowed = isInSrc(path)
        ? folderOf(path) === row.folder || row.imports.some((entry) => covers(entry, path))
        : row.libraries.some((library) => permits(library, file, path));
      if (!allowed) faults.push(`${file.path} imports ${path}: ${row.folder} may import ${[...row.imports, ...row.libraries.map(nameOf)].join(', ') || 'nothing'}`);
    }
  }
  return faults;
}

function faultsOfFile({ path, onlyReExports }: SourceFile): string[] {
  if (path === PUBLIC_API) return onlyReExports ? [] : [`${path} does more than re-export`];
  const drawer = path.split('/').find((part) => DRAWER.test(part));
  return [
    ...(onlyReExports ? [`${path} only re-exports: import from where things are; ${PUBLIC_API} is the one barrel`] : []),
    ...(drawer === undefined ? [] : [`${path} is named ${drawer}: name what is inside`]),
  ];
}

/** Files that import one another in a circle; of circles that meet, at least one. */
function cycles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at !== -1) found.push(`files import one another: ${[...trail.slice(at), path].join(' -> ')}`);
    if (at !== -1 || done.has(path)) return;
    for (const next of byPath.get(path)?.imports ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}

function folderOf(path: string): string {
  return path.split('/')[0] as string;
}

function isInSrc(path: string): boolean {
  return path.endsWith('.ts');
}

/** Does an entry of a row stand for this file? */
function covers(entry: string, path: string): boolean {
  return path === `${entry}.ts` || path.startsWith(`${entry}/`);
}

function permits({ name, file: only }: Library, file: SourceFile, imported: string): boolean {
  const fits = imported === name || imported.startsWith(`${name}/`);
  return fits && (only === undefined || file.path.endsWith(`/${only}.ts`));
}

function nameOf({ name, file }: Library): string {
  return file === undefined ? name : `${name} in ${file}`;
}
