import { libraryVersion } from '../core/index.js';
import type { Json } from './wire-message.js';

/** The version of TypeScript that cells are compiled with: tslab's. */
const CELL_TYPESCRIPT_VERSION = '5.0.4';

/**
 * What the kernel says about itself.
 *
 * @returns the content of a `kernel_info_reply`
 */
export function kernelInfo(): Json {
  return {
    status: 'ok',
    protocol_version: '5.4',
    implementation: 'dermlab',
    implementation_version: libraryVersion(),
    banner: `dermlab ${libraryVersion()}, TypeScript ${CELL_TYPESCRIPT_VERSION}, Node ${process.versions.node}`,
    language_info: {
      name: 'typescript',
      version: CELL_TYPESCRIPT_VERSION,
      mimetype: 'text/typescript',
      file_extension: '.ts',
      pygments_lexer: 'typescript',
      nbconvert_exporter: 'script',
      // JupyterLab and the classic notebook look the editor's mode up by this.
      codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
    },
    help_links: [
      { text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' },
      { text: 'TensorFlow.js', url: 'https://js.tensorflow.org/api/latest/' },
      { text: 'arquero', url: 'https://idl.uw.edu/arquero/' },
      { text: 'Plotly', url: 'https://plotly.com/javascript/' },
    ],
    supported_features: [],
  };
}
