export * from './display.js';
export {
  type DisplaySink,
  type DisplayTarget,
  displaysSent,
  setDisplaySink,
} from './display-sink.js';
export * from './displayable.js';
export type { MimeBundle } from './mime-bundle.js';
export { type Displayable, JUPYTER_DISPLAY } from './own-bundle.js';
export * from './progress-bar.js';
export { representation } from './representation.js';
export * from './task-progress-bar.js';
