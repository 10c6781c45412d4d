export * from './mlflow-server.js';
export * from './tracking-error.js';
export * from './upload-run.js';
