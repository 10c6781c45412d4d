export { elementCount } from './dataspace.js';
export * from './hdf5-group.js';
export * from './read-hdf5.js';
export * from './write-hdf5.js';
