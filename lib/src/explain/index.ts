export { type GradCam, type GradCamOptions, gradCam } from './grad-cam.js';
export type { HeatMap } from './heat-map.js';
export { type OverlayOptions, overlayHeatMap } from './overlay-heat-map.js';
