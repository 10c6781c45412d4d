import { readFileSync } from 'node:fs';
import { KernelError } from './kernel-error.js';

/** Where a kernel listens, and how its messages are signed: Jupyter's connection file. */
export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly stdin_port: number;
  readonly iopub_port: number;
  readonly hb_port: number;
  readonly key: string;
  readonly signature_scheme: string;
}

const PORTS = ['shell_port', 'control_port', 'stdin_port', 'iopub_port', 'hb_port'] as const;

/**
 * Reads and checks a connection file.
 *
 * @param path - the file that Jupyter wrote
 * @returns its content
 * @throws KernelError naming the file and the field that is out of order
 */
export function readConnection(path: string): Connection {
  const connection = parse(path);
  for (const port of PORTS) {
    if (!Number.isInteger(connection[port]) || connection[port]! < 1) {
      throw new KernelError(`${path}: ${port} is ${String(connection[port])}, expected a port.`);
    }
  }
  if (typeof connection.key !== 'string') throw new KernelError(`${path}: key is missing.`);
  const { signature_scheme: scheme = 'hmac-sha256' } = connection;
  if (scheme !== 'hmac-sha256') {
    throw new KernelError(`${path}: signature_scheme is ${scheme}, expected hmac-sha256.`);
  }
  return { transport: 'tcp', ip: '127.0.0.1', ...connection } as Connection;
}

function parse(path: string): Partial<Connection> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<Connection>;
  } catch (error) {
    throw new KernelError(
      `${path}: ${(error as Error).message}. Expected the connection file of a Jupyter client, ` +
        'which starts the kernel itself: choose "TypeScript (dermlab)" there.',
    );
  }
}
