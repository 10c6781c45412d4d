export { openZip, type ZipArchive, type ZipEntry } from './open-zip.js';
export { DEFAULT_ZIP_LIMITS, type ZipLimits } from './zip-limits.js';
