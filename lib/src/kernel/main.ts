import { MessageChannel, Worker } from 'node:worker_threads';
import { DermlabError } from '../core/index.js';
import { CellExecution } from './cell-execution.js';
import { type Connection, readConnection } from './connection.js';
import { Kernel } from './kernel.js';
import { packagesFolder } from './packages-folder.js';
import { StopButton } from './stop-button.js';
import type { WireThreadData } from './wire-port.js';

// The process that a Jupyter client starts: `dermlab-kernel CONNECTION_FILE`.
try {
  start(readConnection(process.argv[2] ?? ''));
} catch (error) {
  if (!(error instanceof DermlabError)) throw error;
  console.error(`${error.name}: ${error.message}`);
  process.exitCode = error.exitCode;
}

function start(connection: Connection): void {
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
  wire.on('exit', () => {
    process.exit(0);
  });
  // A Ctrl-C in the terminal that Jupyter was started from is meant for Jupyter.
  process.on('SIGINT', () => undefined);
  new Kernel(port1, new CellExecution(packagesFolder(), stopButton));
}
