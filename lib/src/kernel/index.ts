export { installForUser, installInEnvironment } from './install-kernelspec.js';
export { KernelError } from './kernel-error.js';
