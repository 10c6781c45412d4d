export * from './report-input.js';
export * from './reproduction-rows.js';
export { SAMPLE_WIDTH_PX } from './sample-grid.js';
export * from './write-report.js';
