#!/usr/bin/env node
// Brings a fresh clone to where everything runs: npm packages, Python packages,
// TensorFlow addon, library. Costs a moment when nothing has changed.
// Nothing newer than Node 14 may be written here: the check must reach its message.

const [major, minor] = process.versions.node.split('.').map(Number);
const supported =
  (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major === 23 || major >= 24;

if (supported) {
  import('./steps/main.mjs').then(({ main }) => main(process.argv.slice(2)));
} else {
  console.error(
    `Set-up: Node ${process.versions.node} does not fit: expected 20.19 or newer, 22.12 or newer, or 24.\n` +
      'Remedy: install one from https://nodejs.org, or try `npx -p node@22 npm run setup`.',
  );
  process.exitCode = 1;
}
