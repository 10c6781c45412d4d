// From what npm, pip or a compiler printed to what a user can do about it.

import os from 'node:os';
import { SetupProblem } from './problem.mjs';

const AGAIN = 'Run the same command again: finished steps are not repeated.';

/** Looked up from top to bottom: pip without a network also says "no matching distribution". */
const KINDS = [
  {
    pattern: /ENOSPC|No space left on device|Errno 28\b|EDQUOT|Disk quota exceeded/i,
    message: 'the disk is full.',
    remedy: () =>
      `Free 5 GB here and in the folder for temporary files (${os.tmpdir()}; TMPDIR names another). ${AGAIN}`,
  },
  {
    pattern: /ProxyError|Cannot connect to proxy|tunneling socket|407 Proxy|Proxy Authentication/i,
    message: 'the proxy refused the connection.',
    remedy: () => `Check HTTPS_PROXY and NO_PROXY, and \`npm config get https-proxy\`. ${AGAIN}`,
  },
  {
    pattern:
      /CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)|unable to get local issuer|CERT_HAS_EXPIRED|SSLError/i,
    message: 'the certificate of the package registry was not accepted.',
    remedy: () =>
      `Behind a company's proxy, name its certificate: NODE_EXTRA_CA_CERTS and PIP_CERT hold the path of its .pem file. ${AGAIN}`,
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|NewConnectionError|Failed to establish a new connection|ConnectTimeoutError|ReadTimeoutError|Temporary failure in name resolution|Max retries exceeded|Connection (?:refused|reset|aborted)/i,
    message: 'the package registry cannot be reached.',
    remedy: () =>
      `Check the network, and HTTPS_PROXY if there is a proxy. Once installed, no network is needed. ${AGAIN}`,
  },
  {
    pattern:
      /No matching distribution found for|is not a supported wheel on this platform|Could not find a version that satisfies/i,
    message: `a Python package has no wheel for this machine (${process.platform}, ${process.arch}).`,
    remedy: () =>
      'TensorFlow 2.21 has wheels for Python 3.10 to 3.13 on Linux (x86-64 and 64-bit ARM, with glibc) and macOS (Apple silicon). Elsewhere `npm run setup -- --tensorflow none` sets up the slow JavaScript engine.',
  },
  {
    pattern: /package\.json and package-lock\.json.* are in sync|npm (?:ERR!|error) code EUSAGE/i,
    message: 'package.json and package-lock.json do not agree.',
    remedy: () =>
      'Run `npm install --ignore-scripts`, which mends the lock file, and look at what changed.',
  },
  {
    pattern: /\b(?:npm (?:ERR!|error) code E40[1345])|HTTP error 40[13]|40[13] Client Error/i,
    message: 'the package registry refused a package.',
    remedy: () =>
      `If a private registry is set (\`npm config get registry\`, \`pip config list\`), check that it mirrors the public ones. ${AGAIN}`,
  },
  {
    pattern: /EACCES|EPERM|EROFS|Permission denied|Read-only file system/i,
    message: 'a file or folder cannot be written.',
    remedy: () =>
      'Work in a folder of your own, without sudo; folders made by another user (node_modules, .venv, ~/.npm, ~/.cache/pip) must be given back or deleted.',
  },
];

/**
 * @param {string} task what was being done, e.g. `npm packages`
 * @param {string} outcome how the program ended, e.g. `npm ended with status 1`
 * @param {string} output the last part of what it printed
 * @param {string} [remedy] when the output is of no known kind
 * @returns {SetupProblem}
 */
export function explainFailure(task, outcome, output, remedy = `See the log. ${AGAIN}`) {
  const kind = KINDS.find(({ pattern }) => pattern.test(output));
  const lines = errorLines(output);
  const message = `${task}: ${kind?.message ?? `${outcome}.`}${lines && `\n${lines}`}`;
  return new SetupProblem(message, kind?.remedy() ?? remedy, {
    showLog: true,
    cause: output,
  });
}

function errorLines(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /\berror\b|ERR!/i.test(line));
  const chosen = (telling.length > 0 ? telling : lines).slice(0, 4);
  return chosen.map((line) => `  ${line.trim().slice(0, 200)}`).join('\n');
}
