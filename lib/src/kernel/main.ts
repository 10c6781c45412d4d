import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { CellExecution } from './cell-execution.js';
import { readConnection } from './connection.js';
import { Kernel } from './kernel.js';
import { StopButton } from './stop-button.js';
import type { WireThreadData } from './wire-port.js';

// The process that a Jupyter client starts: `dermlab-kernel CONNECTION_FILE`.
const connection = readConnection(process.argv[2] ?? '');
const stopButton = new StopButton();
const { port1, port2 } = new MessageChannel();
const wire = new Worker(new URL('./wire-thread.js', import.meta.url), {
  workerData: { connection, port: port2, stop: stopButton.shared } satisfies WireThreadData,
  transferList: [port2],
});
wire.on('error', (error) => {
  console.error(error);
  process.exit(1);
});
// A Ctrl-C in the terminal that Jupyter was started from is meant for Jupyter.
process.on('SIGINT', () => undefined);
const packages = join(fileURLToPath(import.meta.url), '../../../../node_modules');
new Kernel(port1, new CellExecution(packages, stopButton));
