/** The import table of ARCHITECTURE.md: for each folder of src/, what it may import. */

export interface Row {
  readonly folder: string;
  /** Folders, or single files of them without their ending: `shrinking`, `simulator/chooser`. */
  readonly imports: readonly string[];
  readonly libraries: readonly Library[];
}

export interface Library {
  readonly name: string;
  /** The one file of the folder that may import it; absent where all may. */
  readonly file?: string;
}

const HEADER = '| folder | may import | libraries |';

/** @throws {Error} where there is no table, or a row of it is not understood */
export function parseImportTable(markdown: string): Row[] {
  const lines = markdown.split('\n').map((line) => line.trim());
  const start = lines.indexOf(HEADER);
  if (start === -1) throw new Error(`there is no table headed "${HEADER}"`);
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  return lines.slice(start + 2, end === -1 ? undefined : end).map(parseRow);
}

function parseRow(line: string): Row {
  const [folder = '', imports, libraries, ...rest] = line.replaceAll('`', '').split('|').slice(1, -1);
  if (imports === undefined || libraries === undefined || rest.length > 0) throw new Error(`a row must have three cells: ${line}`);
  return { folder: folder.trim(), imports: items(imports), libraries: items(libraries).map(parseLibrary) };
}

/** `zod`, or `node:fs in keep`. */
function parseLibrary(item: string): Library {
  const [name = '', file, ...rest] = item.split(' in ');
  if (name.includes(' ') || rest.length > 0) throw new Error(`"${item}" is neither a library nor "library in file"`);
  return file === undefined ? { name } : { name, file };
}

function items(cell: string): string[] {
  return cell.split(',').map((item) => item.trim()).filter((item) => item !== '');
}
