import { createRequire } from 'node:module';
import { setDisplaySink } from '../display/index.js';
import type { Cell } from './cell.js';
import type { Json } from './wire-message.js';

/** What tslab's own `display` writes through. */
interface TslabOutlet {
  lastWriteDisplayData: (content: Json, update: boolean) => void;
}

/**
 * Sends what cells display to the notebook.
 *
 * @param cell - the cell that the code now running comes from
 */
export function displayInCells(cell: () => Cell | undefined): void {
  const publish = (type: string, content: Json): void => {
    cell()?.output.publish(type, content);
  };
  setDisplaySink({
    display: ({ data, metadata }, { displayId, update }) => {
      const content = { data, metadata, transient: { display_id: displayId } };
      publish(update ? 'update_display_data' : 'display_data', content);
    },
    clearOutput: (wait) => {
      publish('clear_output', { wait });
    },
  });
}

/**
 * The same for tslab's own `display`. It loads tslab, which takes a moment.
 *
 * @param cell - the cell that the code now running comes from
 */
export function displayTslabInCells(cell: () => Cell | undefined): void {
  const tslab = createRequire(import.meta.url)('tslab/dist/jupyter.js') as TslabOutlet;
  tslab.lastWriteDisplayData = (content, update) => {
    cell()?.output.publish(update ? 'update_display_data' : 'display_data', content);
  };
}
