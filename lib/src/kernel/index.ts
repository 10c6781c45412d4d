export { installForUser, installInEnvironment } from './install-kernelspec.js';
