/**
 * How a missing program is installed.
 *
 * @param {{ debian: string, fedora: string, macos: string, other?: string }} commands a system
 * @returns {string}
 */
export function installHint({ debian, fedora, macos, other = '' }) {
  if (process.platform === 'darwin') return `Install it: \`${macos}\`. ${other}`.trimEnd();
  return `Debian or Ubuntu: \`sudo apt-get install ${debian}\`; Fedora: \`sudo dnf install ${fedora}\`. ${other}`.trimEnd();
}
