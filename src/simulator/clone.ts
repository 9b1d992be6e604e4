/**
 * A deep copy of plain data: records, lists, maps and sets. The code for records is generated from the fields of the first
 * one met, because a copy that knows its fields is several times faster than one that looks them up; a record with other
 * fields takes the slow way. Tested against lodash's `cloneDeep`.
 */
export function clone<V>(value: V): V {
  return typeof value === 'object' && value !== null ? (copyObject(value, CLONING) as V) : value;
}

/** What becomes of the objects within one that is copied: copies of their own, or something else. */
export interface Parts {
  part(value: object): object;
}

export const CLONING: Parts = { part: (value) => copyObject(value, CLONING) };

export type CopyRecord = (record: object, parts: Parts) => object;

/** Copies records that mostly have the same fields, such as the bodies of one message type. */
export class RecordCopier {
  private fields: readonly string[] | null = null;
  private copy: CopyRecord = copyAnyRecord;

  /** What copies this record for as long as it keeps its fields, so that a broadcast looks at them once. */
  for(record: object): CopyRecord {
    if (this.fields === null) {
      this.fields = Object.keys(record);
      this.copy = generate(this.fields);
    }
    return hasFields(record, this.fields) ? this.copy : copyAnyRecord;
  }
}

function hasFields(record: object, fields: readonly string[]): boolean {
  let i = 0;
  for (const field in record) if (field !== fields[i++]) return false;
  return i === fields.length;
}

/** Generated copiers by first field; records that are used as tables would make ever more of them, hence the bound. */
const copiers = new Map<string, RecordCopier>();
const COPIERS = 64;

/** A copy of an object; what becomes of the objects in it is for the parts to say. */
export function copyObject(value: object, parts: Parts): object {
  if (Object.getPrototypeOf(value) === Object.prototype) return copyRecord(value, parts);
  if (Array.isArray(value)) return value.map((item: unknown) => copyItem(item, parts));
  if (value instanceof Map) {
    const out = new Map<unknown, unknown>();
    for (const [key, item] of value) out.set(key, copyItem(item, parts));
    return out;
  }
  return value instanceof Set ? new Set(value) : copyAnyRecord(value, parts);
}

function copyRecord(record: object, parts: Parts): object {
  for (const field in record) {
    let copier = copiers.get(field);
    if (copier === undefined) {
      if (copiers.size === COPIERS) break;
      copiers.set(field, (copier = new RecordCopier()));
    }
    return copier.for(record)(record, parts);
  }
  return copyAnyRecord(record, parts);
}

function copyAnyRecord(record: object, parts: Parts): object {
  const out = { ...record } as { [field: string]: unknown };
  for (const field in out) out[field] = copyItem(out[field], parts);
  return out;
}

function copyItem(item: unknown, parts: Parts): unknown {
  return typeof item === 'object' && item !== null ? parts.part(item) : item;
}

function generate(fields: readonly string[]): CopyRecord {
  // A record literal takes "__proto__" for something else than a field.
  if (fields.includes('__proto__')) return copyAnyRecord;
  const copied = fields.map((field) => {
    const item = `record[${JSON.stringify(field)}]`;
    return `${JSON.stringify(field)}: typeof ${item} === 'object' && ${item} !== null ? parts.part(${item}) : ${item}`;
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- made of nothing but quoted field names
  const make = new Function(`return (record, parts) => ({ ${copied.join(', ')} });`) as () => CopyRecord;
  return make();
}
