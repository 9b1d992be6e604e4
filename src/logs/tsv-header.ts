/** What the `#` lines of a TSV log say of the lines after them. */
import { unescapeZeek } from './unescape-zeek.ts';

/** Never changed in place: records that were read under it still look into it. */
export interface TsvHeader {
  readonly separator: string;
  readonly setSeparator: string;
  readonly empty: string;
  readonly unset: string;
  readonly fields: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
  readonly types: readonly string[];
}

/** Zeek's own settings, for a log whose header was thinned out to `#fields`. */
export const TSV_DEFAULTS: TsvHeader = {
  separator: '\t',
  setSeparator: ',',
  empty: '(empty)',
  unset: '-',
  fields: [],
  columns: new Map(),
  types: [],
};

/** The header after one more of its lines. `#separator` starts the header of another piece of a joined log. */
export function withHeaderLine(header: TsvHeader, text: string): TsvHeader {
  // The one setting that a blank sets off, as the separator is not known before it.
  if (text.startsWith(SEPARATOR)) {
    return { ...TSV_DEFAULTS, separator: unescapeZeek(text.slice(SEPARATOR.length)) || TSV_DEFAULTS.separator };
  }
  const [name, ...values] = text.split(header.separator);
  const setting = unescapeZeek(values[0] ?? '');
  switch (name) {
    case '#set_separator':
      return { ...header, setSeparator: setting };
    case '#empty_field':
      return { ...header, empty: setting };
    case '#unset_field':
      return { ...header, unset: setting };
    case '#fields':
      return { ...header, fields: values, columns: new Map(values.map((field, i) => [field, i])), types: [] };
    case '#types':
      return { ...header, types: values };
    default:
      return header; // #path, #open, #close
  }
}

const SEPARATOR = '#separator ';
