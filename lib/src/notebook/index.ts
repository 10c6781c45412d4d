export * from './run-in-notebook.js';
