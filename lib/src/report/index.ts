export * from './describe-data.js';
export * from './report-input.js';
export * from './reproduction-rows.js';
export * from './write-report.js';
