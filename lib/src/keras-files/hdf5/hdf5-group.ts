/** Values of a data set or attribute: numbers in row-major order, or text. */
export type Hdf5Values =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | string[];

/** An attribute: text where it is a scalar string, texts where it is a list of them, else numbers. */
export type Hdf5Attribute = string | Hdf5Values;

/** A data set of which only the description has been read. */
export interface Hdf5Dataset {
  /** Lengths of the axes; empty for a scalar. */
  readonly shape: readonly number[];
  /**
   * Reads the values. Where the file allows it they are a view of its bytes: do not write to them.
   *
   * @throws KerasFileError where the values lie outside the file
   */
  readonly read: () => Hdf5Values;
}

/** A group: what a folder is to files. */
export interface Hdf5Group {
  /** Attributes by name. */
  readonly attributes: ReadonlyMap<string, Hdf5Attribute>;
  /** Groups and data sets by name, in the file's order. */
  readonly members: ReadonlyMap<string, Hdf5Group | Hdf5Dataset>;
}

/** Whether a member is a data set. */
export function isDataset(member: Hdf5Group | Hdf5Dataset | undefined): member is Hdf5Dataset {
  return member !== undefined && 'read' in member;
}
