import { availableParallelism } from 'node:os';
import { type Engine, loadEngine } from './load-engine.js';
import { tensorFlowBackend } from './tensorflow-binding.js';

const MINIMUM_NODE = [20, 19] as const;

/** One fact that decides whether the project can compute here. */
export interface Diagnosis {
  /** What was looked at, e.g. `Node`. */
  readonly check: string;
  /** Whether it is as it should be. */
  readonly ok: boolean;
  /** What was found, e.g. `20.20.2`. */
  readonly found: string;
  /** What to do where it is not. */
  readonly remedy?: string;
}

/**
 * Looks at Node, the TensorFlow addon, TensorFlow, its devices and threads. Loads the
 * engine if it is not loaded yet. Prints nothing and never throws.
 *
 * @returns one row a fact, in the order to show them
 * @example
 * ```ts
 * const broken = (await diagnose()).filter((row) => !row.ok);
 * ```
 */
export async function diagnose(): Promise<Diagnosis[]> {
  return [nodeVersion(), ...(await engineFacts())];
}

function nodeVersion(): Diagnosis {
  const found = process.versions.node;
  const [major, minor] = found.split('.').map(Number) as [number, number];
  const ok = major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1]);
  return ok
    ? { check: 'Node', ok, found }
    : { check: 'Node', ok, found, remedy: `Install Node ${MINIMUM_NODE.join('.')} or newer.` };
}

async function engineFacts(): Promise<Diagnosis[]> {
  try {
    const engine = await loadEngine({ allowFallback: true });
    return engine.fallback ? withoutTensorFlow(engine) : withTensorFlow(engine);
  } catch (error) {
    return [{ check: 'engine', ok: false, found: (error as Error).message, remedy: REMEDY }];
  }
}

const NONE = 'none, which is fine';
const REMEDY = 'Run `npm run setup`: it builds the addon for this machine.';

function withoutTensorFlow(engine: Engine): Diagnosis[] {
  return [
    { check: 'addon', ok: false, found: engine.notices.at(-1) ?? 'not loaded', remedy: REMEDY },
    { check: 'engine', ok: false, found: engine.description, remedy: REMEDY },
  ];
}

function withTensorFlow(engine: Engine): Diagnosis[] {
  const gpus = engine.devices.filter((name) => name.includes('device:GPU'));
  return [
    { check: 'addon', ok: true, found: 'loaded' },
    { check: 'engine', ok: true, found: engine.description },
    { check: 'TensorFlow', ok: true, found: engine.tensorflowVersion ?? 'unknown' },
    { check: 'devices', ok: true, found: engine.devices.map(shortDevice).join(', ') },
    {
      check: 'threads',
      ok: true,
      found: `${String(engine.threads)} of ${String(availableParallelism())} processors`,
    },
    {
      check: 'bfloat16',
      ok: true,
      found: tensorFlowBackend().binding.bfloat16Units().join(', ') || NONE,
    },
    {
      check: 'GPU',
      ok: true,
      found: gpus.length > 0 ? String(gpus.length) : NONE,
    },
  ];
}

// `/job:localhost/replica:0/task:0/device:CPU:0` is `CPU:0`.
function shortDevice(name: string): string {
  return name.split('device:').at(-1) ?? name;
}
